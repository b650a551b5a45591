import os, pytest
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
def test_shot(transactional_db, live_server, request):
    portal = request.getfixturevalue("portal")
    hp = request.getfixturevalue("hao_peng"); s = request.getfixturevalue("series"); t=request.getfixturevalue("flood_control")
    for lang in ("zh","en"):
        title = "省政府第38次常务会议部署澜水防汛和村级诊所全覆盖" if lang=="zh" else "A flood plan for the Lan and a clinic for every village"
        portal.meet(title, lang=lang, section="executive", presided=[hp], topics=[t], facts={"series": s, "session": 38, "venue": "省政府第一会议室" if lang=="zh" else "Conference Room 1"}, summary="听取澜水流域防汛备汛情况汇报，审议《村村有卫生室三年行动计划》。" if lang=="zh" else "Heard a report on flood preparations in the Lan basin; every village keeps a plan.", document_number="澜政会〔2026〕14号")
        for n in range(24):
            portal.release((f"防汛通知{n}" if lang=="zh" else f"Flood notice {n}"), lang=lang, kind="notice", summary="各地要做好防汛工作。" if lang=="zh" else "Counties prepare for the flood season.")
    from playwright.sync_api import sync_playwright
    from axe_playwright_python.sync_playwright import Axe
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium")
        for name, url, width in [("en","/en/search/?q=flood",1280),("zh","/zh/search/?q=防汛",1280),("en390","/en/search/?q=flood",390),("bad","/en/search/?q=flood&year=x&kind=gossip&section=nowhere&meetings=yes&to=z",1280),("none","/zh/search/?q=没有的词&meetings=1",390)]:
            page = b.new_page(viewport={"width":width,"height":900}); page.goto(live_server.url+url)
            page.screenshot(path=f"/tmp/shot-{name}.png", full_page=True)
            r = Axe().run(page)
            print(name, r.violations_count, [ (v["id"], [n["html"][:100] for n in v["nodes"]][:3]) for v in r.response["violations"]])
        b.close()
