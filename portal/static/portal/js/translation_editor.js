// wagtail-localize's translation editor says two things in English whatever the language of the account: the name of its
// menu button and the line that names both languages. They are put right where they appear.
{
  const rules = [
    [".w-dropdown__toggle .w-sr-only", /^More actions$/, () => gettext("More actions")],
    ["*:not(li *)", /^(\S+) to (\S+) translation$/, (_, from, to) => interpolate(gettext("%s to %s translation"), [from, to])],
  ];
  const translate = (editor) => {
    for (const [selector, english, translated] of rules) {
      for (const element of editor.querySelectorAll(selector)) {
        if (element.childElementCount || !english.test(element.textContent)) continue;
        const text = element.textContent.replace(english, translated);
        // Where the account reads English nothing changes: to write it again would call the observer for ever.
        if (text !== element.textContent) element.textContent = text;
      }
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    const editor = document.querySelector(".js-translation-editor");
    if (!editor) return;
    translate(editor);
    new MutationObserver(() => translate(editor)).observe(editor, { childList: true, subtree: true });
  });
}
