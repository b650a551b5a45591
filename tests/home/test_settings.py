"""Who publishes this site: masthead, footer, registrations."""

import pytest

from home.models import SiteSettings


@pytest.fixture
def named(site) -> SiteSettings:
    row = SiteSettings.load()
    row.name_zh, row.name_en, row.place_zh, row.place_en = "政府新闻", "Government News", "澜川省", "Lanchuan"
    row.publisher_zh, row.publisher_en = "新闻办公室", "Press Office"
    row.address_zh, row.address_en, row.phone = "临澜市承平路1号", "1 Chengping Road", "0700 1200"
    row.icp_number, row.police_number, row.site_code = "澜ICP备1号", "澜公网安备2号", "9900000001"
    row.save()
    return row


@pytest.mark.parametrize(
    ("lang", "masthead", "footer"),
    [
        ("zh", "政府新闻", ["新闻办公室", "临澜市承平路1号"]),
        ("en", "Government News", ["Press Office", "1 Chengping Road"]),
    ],
)
def test_the_site_speaks_each_language(lang, masthead, footer, named, read):
    page = read(f"/{lang}/")
    assert page.select_one(".wordmark b").get_text() == masthead
    assert masthead in page.title.get_text()
    text = page.footer.get_text(" ")
    for words in [*footer, "澜ICP备1号", "澜公网安备2号", "9900000001"]:
        assert words in text
    assert page.footer.select_one("a[href='https://beian.miit.gov.cn/']")
    assert page.footer.select_one("a[href^=tel]")["href"] == "tel:07001200"


def test_an_administrator_changes_it(named, people, sign_in):
    client = sign_in(people["administrator"])
    fields = {field.name: getattr(named, field.name) for field in SiteSettings._meta.fields}
    client.post(f"/admin/settings/home/sitesettings/{named.pk}/", fields | {"name_en": "Lanchuan News"})
    assert SiteSettings.objects.get().name_en == "Lanchuan News"


def test_an_empty_site_names_nobody(site, read):
    page = read("/en/")
    assert not page.footer.select("h2")
    assert [link["href"] for link in page.footer.select("a")] == ["/en/corrections/"]
