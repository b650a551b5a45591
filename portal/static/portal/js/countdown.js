// The last day before a release, second by second. Without this script its page says the time left when it was loaded.
{
  const two = (number) => String(number).padStart(2, "0");
  const show = (element) => {
    const left = Math.round((new Date(element.dataset.countdown) - Date.now()) / 1000);
    if (!(left < 86400)) return;
    const seconds = Math.max(left, 0);
    element.textContent = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };
  const elements = [...document.querySelectorAll("[data-countdown]")];
  if (elements.length) {
    elements.forEach(show);
    setInterval(() => elements.forEach(show), 1000);
  }
}
