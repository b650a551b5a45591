"""Common words of news with the stems that render them: enough to see which sentences belong together.

Nothing is judged by these words; a translation is free to use others. They are evidence among other evidence.
"""

import re

_TABLE = """
经济 econom, 经济体 economy, 会议 meeting conference session, 政府 government, 发展 develop, 投资 invest, 安全 safe secur,
企业 enterprise compan firm business, 公司 company firm corporat, 市场 market, 改革 reform, 教育 educat, 学校 school,
学生 student pupil, 老师 teacher, 教师 teacher, 医院 hospital, 医生 doctor, 病 disease ill patient, 患者 patient,
疫情 epidemic pandemic outbreak, 疫苗 vaccin, 健康 health, 环境 environment, 生态 ecolog, 污染 pollut, 水 water, 河 river,
湖 lake, 山 mountain hill, 农 farm agricultur rural, 村 village rural, 城市 cit urban, 省 provinc, 市长 mayor,
省长 governor, 总统 president, 主席 president chair, 总理 premier prime, 部长 minister, 书记 secretary, 工程 project engineer,
项目 project program item, 建设 build construct, 道路 road, 公路 road highway, 铁路 rail, 机场 airport, 交通 traffic transport,
汽车 car vehicle auto, 能源 energ, 电 electr power, 石油 oil petrol, 煤 coal, 天然气 gas, 银行 bank, 金融 financ,
货币 monet currenc, 贷款 loan lend, 利率 interest, 股 share stock, 价格 price, 收入 income revenue, 成本 cost,
费 fee cost expen, 税 tax, 预算 budget, 出口 export, 进口 import, 贸易 trade, 关税 tariff, 合作 cooperat collaborat partner,
协议 agreement deal accord, 谈判 negotiat talk, 外交 diplomat foreign, 国家 countr nation state, 国际 international,
世界 world global, 全球 global world, 中国 china chinese, 美国 u.s america united, 英国 brit u.k, 法国 france french,
德国 german, 日本 japan, 俄罗斯 russia, 印度 india, 韩国 korea, 朝鲜 korea, 欧洲 europe, 欧盟 european eu, 非洲 africa,
澳大利亚 australia, 加拿大 canad, 北京 beijing, 上海 shanghai, 香港 hong, 台湾 taiwan, 广东 guangdong, 人民 people,
群众 people public resident, 居民 resident, 公民 citizen, 百姓 people, 工人 worker, 就业 employ job, 失业 unemploy jobless,
工资 wage pay salar, 老人 elder old senior, 儿童 child, 孩子 child kid, 妇女 wom, 女性 wom female, 男子 man men,
家庭 famil household, 住房 hous home, 房 hous home room, 警方 police, 警察 police officer, 法院 court, 法官 judge,
法律 law legal, 法 law act, 犯罪 crim, 军 milit army force troop, 战 war fight battle combat, 武器 weapon arm,
核 nuclear core, 导弹 missile, 恐怖 terror, 攻击 attack, 死 die dead death kill, 伤 injur wound hurt, 事故 accident crash,
地震 quake, 洪水 flood, 防汛 flood, 暴雨 rain, 火 fire, 气候 climat, 天气 weather, 科技 tech scien, 科学 scien, 技术 tech,
研究 research stud, 数据 data, 网络 network internet online cyber, 互联网 internet, 手机 phone, 电话 phone call, 软件 software,
信息 information, 媒体 media, 记者 report journalis, 新闻 news press, 电视 tv televis, 电影 film movie, 音乐 music, 文化 cultur,
历史 histor, 旅游 touris travel, 旅客 passenger travel, 比赛 match game race compet, 球 ball, 冠军 champion, 奥运 olymp,
球员 player, 球队 team, 体育 sport, 选举 elect vot, 投票 vot, 议会 parliament, 议员 lawmaker mp senator member, 党 party,
民主 democra, 权 right power, 腐败 corrupt, 调查 investigat survey probe, 监督 supervis, 检查 inspect check,
管理 manage administ, 服务 serv, 标准 standard, 质量 quality, 产品 product, 生产 produc, 制造 manufactur, 工业 industr,
产业 industr, 消费 consum spend, 销售 sale sell sold, 订单 order, 客户 customer client, 计划 plan, 规划 plan, 政策 polic,
措施 measure, 制度 system, 体系 system, 目标 goal target aim, 任务 task, 责任 responsib, 问题 problem issue question,
困难 difficult, 原因 reason cause, 结果 result outcome, 影响 effect impact influenc affect, 风险 risk, 危机 crisis,
增长 grow increas rise rose, 增加 increas add, 下降 fall fell drop declin decreas, 减少 reduc decreas cut fewer,
提高 improv increas rais, 支持 support, 反对 oppos against, 批评 critic, 同意 agree, 要求 require ask demand,
表示 said say express, 强调 stress emphas, 指出 point note said, 宣布 announc declar, 发布 release issue publish,
报告 report, 报道 report, 计算 calculat, 年 year annual, 月 month, 周 week, 今天 today, 昨天 yesterday, 明天 tomorrow,
早上 morning, 上午 morning, 下午 afternoon, 晚 evening night, 首次 first, 第一 first, 最后 last final, 一半 half,
女 wom female girl, 父亲 father, 母亲 mother, 妻子 wife, 丈夫 husband, 朋友 friend, 爱 love, 生活 life live living,
工作 work job, 时间 time, 地区 region area district, 中心 cent, 部门 department author, 委员会 committee commission,
组织 organi, 机构 institut agenc organi, 专家 expert, 教授 professor, 大学 universit, 代表 represent delegat deput, 基金 fund,
资金 fund capital money, 补助 subsid, 补贴 subsid, 保险 insur, 养老 pension elder, 社会 social soci, 社区 communit, 食品 food,
粮 grain food, 动物 animal, 森林 forest, 树 tree, 海 sea ocean marin, 船 ship boat vessel, 飞机 plane aircraft, 航班 flight,
机器人 robot, 人工智能 ai artificial, 太空 space, 卫星 satellite, 申请 appl, 许可 permit licen, 审批 approv, 批准 approv,
办法 measure, 条例 regulation, 规定 rule provi regulat, 条 article, 名单 list, 公开 public open disclos
"""
_STEMS = {word: stems for word, *stems in (entry.split() for entry in _TABLE.split(","))}
_CHINESE = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))
_BY_STEM: dict[str, set[str]] = {}
for _word, _stems in _STEMS.items():
    for _stem in _stems:
        _BY_STEM.setdefault(_stem, set()).add(_word)
_LONGEST = max(map(len, _BY_STEM))
_ENGLISH_WORD = re.compile(r"[a-z]+(?:\.[a-z])*")


def cues(text: str, language: str) -> frozenset[str]:
    """The Chinese words of the table that a text holds, or may render."""
    if language == "zh":
        return frozenset(_CHINESE.findall(text))
    found: set[str] = set()
    for word in set(_ENGLISH_WORD.findall(text.lower())):
        for length in range(2, min(len(word), _LONGEST) + 1):
            found.update(_BY_STEM.get(word[:length], ()))
    return frozenset(found)
