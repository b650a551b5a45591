"""The tables of the gazetteer. A line is: names in Chinese | what else may stand for it there | names in English, with those
of its people."""

COUNTRIES = """
中国 我国 中华人民共和国|中 华 国内 全国 大陆|China Chinese PRC Beijing mainland
美国 美利坚|美 华盛顿|America American Americans US U.S. USA United_States Washington
英国 英 大不列颠|英 伦敦|Britain British Britons UK U.K. United_Kingdom England English London
法国 法兰西|法 巴黎|France French Frenchman Paris Franco-
德国 德意志|德 柏林|Germany German Germans Berlin
俄罗斯|俄 苏联 莫斯科|Russia Russian Russians Moscow Kremlin
日本|日 东京|Japan Japanese Tokyo
韩国|韩 朝鲜半岛 首尔|Korea Korean Koreans ROK Seoul
朝鲜|朝 平壤|Korea Korean Koreans DPRK North_Korea Pyongyang
印度|印 新德里|India Indian Indians Delhi
巴基斯坦|巴 伊斯兰堡|Pakistan Pakistani Pakistanis Islamabad
印度尼西亚 印尼|印 雅加达|Indonesia Indonesian Indonesians Jakarta
澳大利亚 澳洲|澳 堪培拉|Australia Australian Australians Canberra
新西兰|新 惠灵顿|New_Zealand New_Zealander New_Zealanders Wellington Kiwi
加拿大|加 渥太华|Canada Canadian Canadians Ottawa
墨西哥|墨|Mexico Mexican Mexicans
巴西|巴 巴西利亚|Brazil Brazilian Brazilians Brasilia
阿根廷|阿 布宜诺斯艾利斯|Argentina Argentine Argentinian Argentines Buenos_Aires
智利||Chile Chilean Chileans Santiago
秘鲁||Peru Peruvian Peruvians Lima
哥伦比亚|波哥大|Colombia Colombian Colombians Bogota Columbia
委内瑞拉|委|Venezuela Venezuelan Venezuelans Caracas
古巴|哈瓦那|Cuba Cuban Cubans Havana
意大利|意 罗马|Italy Italian Italians Rome
西班牙|西 马德里|Spain Spanish Spaniard Spaniards Madrid
葡萄牙|葡 里斯本|Portugal Portuguese Lisbon
荷兰|荷 海牙 阿姆斯特丹|Netherlands Dutch Holland Hague Amsterdam
比利时|比 布鲁塞尔|Belgium Belgian Belgians Brussels
瑞士|瑞 日内瓦|Switzerland Swiss Bern Berne Geneva
瑞典|瑞|Sweden Swedish Swedes Swede Stockholm
挪威|挪|Norway Norwegian Norwegians Oslo
丹麦|丹|Denmark Danish Danes Copenhagen
芬兰|芬|Finland Finnish Finns Helsinki
冰岛||Iceland Icelandic Reykjavik
爱尔兰||Ireland Irish Dublin
奥地利|奥 维也纳|Austria Austrian Austrians Vienna
希腊|希 雅典|Greece Greek Greeks Athens
土耳其|土 安卡拉|Turkey Turkish Turks Turkiye Türkiye Ankara
波兰|波 华沙|Poland Polish Poles Warsaw
匈牙利|匈 布达佩斯|Hungary Hungarian Hungarians Budapest
捷克|捷 布拉格|Czech Czechs Czechia Prague
罗马尼亚||Romania Romanian Romanians Bucharest
保加利亚||Bulgaria Bulgarian Bulgarians Sofia
塞尔维亚|塞|Serbia Serbian Serbs Belgrade
克罗地亚||Croatia Croatian Croatians Zagreb
乌克兰|乌 基辅|Ukraine Ukrainian Ukrainians Kiev Kyiv
白俄罗斯|白 明斯克|Belarus Belarusian Minsk
拉脱维亚||Latvia Latvian Riga
立陶宛|立|Lithuania Lithuanian Vilnius
爱沙尼亚||Estonia Estonian Tallinn
格鲁吉亚||Georgia Georgian Georgians Tbilisi
亚美尼亚|亚|Armenia Armenian Yerevan
阿塞拜疆||Azerbaijan Azerbaijani Baku
哈萨克斯坦|哈|Kazakhstan Kazakh Astana Almaty
乌兹别克斯坦|乌|Uzbekistan Uzbek Tashkent
吉尔吉斯斯坦|吉|Kyrgyzstan Kyrgyz Bishkek
塔吉克斯坦|塔|Tajikistan Tajik Dushanbe
土库曼斯坦|土|Turkmenistan Turkmen Ashgabat
蒙古国 蒙古|蒙 乌兰巴托|Mongolia Mongolian Ulan_Bator Ulaanbaatar
阿富汗|阿 喀布尔|Afghanistan Afghan Afghans Kabul
伊朗|伊 德黑兰|Iran Iranian Iranians Tehran
伊拉克|伊 巴格达|Iraq Iraqi Iraqis Baghdad
叙利亚|叙 大马士革|Syria Syrian Syrians Damascus
以色列|以 耶路撒冷|Israel Israeli Israelis Jerusalem
巴勒斯坦|巴|Palestine Palestinian Palestinians
黎巴嫩|黎|Lebanon Lebanese Beirut
约旦|约 安曼|Jordan Jordanian Jordanians Amman
沙特阿拉伯 沙特|沙 利雅得|Saudi Saudis Riyadh
卡塔尔|多哈|Qatar Qatari Doha
阿联酋|阿 迪拜 阿布扎比|UAE Emirates Emirati Dubai Abu_Dhabi
科威特||Kuwait Kuwaiti
也门|也|Yemen Yemeni Yemenis Sanaa
埃及|埃 开罗|Egypt Egyptian Egyptians Cairo
利比亚|利|Libya Libyan Libyans Tripoli
突尼斯||Tunisia Tunisian Tunis
阿尔及利亚||Algeria Algerian Algiers
摩洛哥||Morocco Moroccan Rabat
苏丹 南苏丹||Sudan Sudanese Khartoum Juba
埃塞俄比亚|埃塞|Ethiopia Ethiopian Ethiopians Addis_Ababa
肯尼亚|肯 内罗毕|Kenya Kenyan Kenyans Nairobi
坦桑尼亚|坦|Tanzania Tanzanian
乌干达||Uganda Ugandan Kampala
卢旺达||Rwanda Rwandan Kigali
索马里|索|Somalia Somali Somalis Mogadishu
尼日利亚||Nigeria Nigerian Nigerians Abuja
加纳||Ghana Ghanaian Ghanaians Accra
塞内加尔||Senegal Senegalese Dakar
马里||Mali Malian Bamako
刚果||Congo Congolese DRC Kinshasa Brazzaville
安哥拉||Angola Angolan Luanda
赞比亚|赞|Zambia Zambian Lusaka
津巴布韦|津|Zimbabwe Zimbabwean Zimbabweans Harare
莫桑比克||Mozambique Mozambican Maputo
南非|南|South_Africa South_African South_Africans Pretoria
越南|越 河内|Vietnam Vietnamese Hanoi Viet_Nam
老挝|老 万象|Laos Lao Vientiane
柬埔寨|柬 金边|Cambodia Cambodian Phnom_Penh
泰国|泰 曼谷|Thailand Thai Thais Bangkok
缅甸|缅 内比都|Myanmar Burma Burmese Nay_Pyi_Taw Yangon
马来西亚|马 大马 吉隆坡|Malaysia Malaysian Malaysians Kuala_Lumpur
新加坡|新 狮城|Singapore Singaporean Singaporeans
菲律宾|菲 马尼拉|Philippines Philippine Filipino Filipinos Manila
文莱||Brunei
尼泊尔|尼 加德满都|Nepal Nepalese Nepali Kathmandu
孟加拉国 孟加拉|孟 达卡|Bangladesh Bangladeshi Dhaka
斯里兰卡|斯|Sri_Lanka Sri_Lankan Sri_Lankans Colombo
马尔代夫||Maldives Maldivian
所罗门群岛||Solomon_Islands
巴布亚新几内亚||Papua_New_Guinea
斐济||Fiji Fijian
巴拿马||Panama Panamanian
海地||Haiti Haitian
牙买加||Jamaica Jamaican Jamaicans
多米尼加||Dominican_Republic Dominican Dominica
哥斯达黎加||Costa_Rica Costa_Rican
尼加拉瓜||Nicaragua Nicaraguan
洪都拉斯||Honduras Honduran
危地马拉||Guatemala Guatemalan
萨尔瓦多||El_Salvador Salvador Salvadoran
厄瓜多尔||Ecuador Ecuadorian Ecuadorean Quito
玻利维亚||Bolivia Bolivian Bolivians
乌拉圭||Uruguay Uruguayan Montevideo
巴拉圭||Paraguay Paraguayan
圭亚那||Guyana Guyanese
苏里南||Suriname
斯洛伐克||Slovakia Slovak Bratislava
斯洛文尼亚||Slovenia Slovenian Ljubljana
波黑||Bosnia Bosnian Sarajevo
黑山||Montenegro Montenegrin
北马其顿 马其顿||North_Macedonia Macedonia Macedonian
阿尔巴尼亚||Albania Albanian Tirana
科索沃||Kosovo
摩尔多瓦||Moldova Moldovan Chisinau
塞浦路斯||Cyprus Cypriot
马耳他||Malta Maltese
卢森堡||Luxembourg
摩纳哥||Monaco
梵蒂冈||Vatican Holy_See
格陵兰||Greenland
阿曼||Oman Omani Muscat
巴林||Bahrain Bahraini Manama
喀麦隆||Cameroon Cameroonian
科特迪瓦||Ivory_Coast Cote_d'Ivoire Côte_d'Ivoire Ivorian
布基纳法索||Burkina_Faso
尼日尔||Niger Nigerien
乍得||Chad Chadian
加蓬||Gabon Gabonese
几内亚||Guinea Guinean
纳米比亚||Namibia Namibian
博茨瓦纳||Botswana
马拉维||Malawi
马达加斯加||Madagascar
毛里求斯||Mauritius
毛里塔尼亚||Mauritania
吉布提||Djibouti
厄立特里亚||Eritrea Eritrean
布隆迪||Burundi
多哥||Togo
贝宁||Benin
塞拉利昂||Sierra_Leone
利比里亚||Liberia Liberian
汤加||Tonga Tongan
萨摩亚||Samoa Samoan
瓦努阿图||Vanuatu
瑙鲁||Nauru
东帝汶||Timor-Leste East_Timor
不丹||Bhutan Bhutanese
东盟|东南亚国家联盟|ASEAN Asean
欧盟 欧洲联盟|欧 布鲁塞尔|EU European Europe Brussels
非洲|非|Africa African Africans
欧洲|欧|Europe European Europeans EU
亚洲|亚|Asia Asian Asians
拉丁美洲 拉美|拉|Latin_America Latin_American
"""

CAPITALS = """
北京|京|Beijing Peking
华盛顿||Washington
伦敦||London
巴黎||Paris
柏林||Berlin
莫斯科||Moscow
东京||Tokyo
首尔||Seoul
平壤||Pyongyang
新德里||Delhi
堪培拉||Canberra
渥太华||Ottawa
罗马||Rome Roman
马德里||Madrid
布鲁塞尔||Brussels
日内瓦||Geneva
维也纳||Vienna
雅典||Athens
华沙||Warsaw
基辅||Kiev Kyiv
德黑兰||Tehran
巴格达||Baghdad
开罗||Cairo
大马士革||Damascus
喀布尔||Kabul
耶路撒冷||Jerusalem
河内||Hanoi
曼谷||Bangkok
吉隆坡||Kuala_Lumpur
马尼拉||Manila
雅加达||Jakarta
迪拜||Dubai
多哈||Doha
阿斯塔纳||Astana
塔什干||Tashkent
比什凯克||Bishkek
明斯克||Minsk
布达佩斯||Budapest
贝尔格莱德||Belgrade
布拉格||Prague
里斯本||Lisbon
安卡拉||Ankara
贝鲁特||Beirut
安曼||Amman
利雅得||Riyadh
内罗毕||Nairobi
亚的斯亚贝巴||Addis_Ababa
比勒陀利亚||Pretoria
巴西利亚||Brasilia
布宜诺斯艾利斯||Buenos_Aires
利马||Lima
哈瓦那||Havana
加拉加斯||Caracas
伊斯兰堡||Islamabad
达卡||Dhaka
加德满都||Kathmandu
科伦坡||Colombo
金边||Phnom_Penh
万象||Vientiane
内比都||Nay_Pyi_Taw
乌兰巴托||Ulaanbaatar Ulan_Bator
惠灵顿||Wellington
哥本哈根||Copenhagen
斯德哥尔摩||Stockholm
奥斯陆||Oslo
赫尔辛基||Helsinki
都柏林||Dublin
阿姆斯特丹||Amsterdam
海牙||Hague
"""

IN_CHINA = """
上海 上证 上交所|沪 申|Shanghai
天津|津|Tianjin
重庆|渝|Chongqing
香港 恒生|港|Hong_Kong HK HKSAR Hang_Seng
澳门|澳|Macao Macau
台湾|台 宝岛|Taiwan Taiwanese
河北|冀|Hebei
山西|晋|Shanxi
辽宁|辽|Liaoning
吉林|吉|Jilin
黑龙江|黑 龙江|Heilongjiang
江苏|苏|Jiangsu
浙江|浙|Zhejiang
安徽|皖|Anhui
福建|闽 福|Fujian
江西|赣|Jiangxi
山东|鲁|Shandong
河南|豫|Henan
湖北|鄂|Hubei
湖南|湘|Hunan
广东|粤|Guangdong Cantonese Canton
广西|桂|Guangxi
海南|琼|Hainan
四川|川 蜀|Sichuan
贵州|贵 黔|Guizhou
云南|滇 云|Yunnan
西藏|藏|Xizang Tibet Tibetan
陕西|陕 秦|Shaanxi
甘肃|甘 陇|Gansu
青海|青|Qinghai
宁夏|宁|Ningxia
新疆|疆 新|Xinjiang
内蒙古|蒙|Inner_Mongolia
广州|穗 羊城|Guangzhou Canton
深圳|深 鹏城|Shenzhen
珠海|珠|Zhuhai
杭州|杭|Hangzhou
南京|宁|Nanjing
苏州|苏|Suzhou
武汉|汉|Wuhan
成都|成 蓉|Chengdu
西安|西|Xi'an Xian
兰州|兰|Lanzhou
西宁||Xining
昆明|昆|Kunming
贵阳||Guiyang
南宁||Nanning
海口||Haikou
三亚||Sanya
福州|榕|Fuzhou
厦门|厦|Xiamen
济南||Jinan
青岛|青|Qingdao
郑州||Zhengzhou
长沙||Changsha
合肥||Hefei
南昌||Nanchang
沈阳|沈|Shenyang
大连|大连|Dalian
哈尔滨|哈|Harbin
长春|长|Changchun
石家庄||Shijiazhuang
太原||Taiyuan
呼和浩特||Hohhot
银川||Yinchuan
乌鲁木齐|乌市|Urumqi
拉萨||Lhasa
玉树||Yushu
敦煌||Dunhuang
"""

CITIES = """
纽约|纽|New_York
洛杉矶||Los_Angeles LA L.A.
芝加哥||Chicago
旧金山||San_Francisco
西雅图||Seattle
波士顿||Boston
休斯敦 休斯顿||Houston
迈阿密||Miami
悉尼||Sydney
墨尔本||Melbourne
多伦多||Toronto
温哥华||Vancouver
慕尼黑||Munich
法兰克福||Frankfurt
汉堡||Hamburg
巴塞罗那||Barcelona
米兰||Milan
曼彻斯特 曼城 曼联||Manchester
利物浦||Liverpool
圣彼得堡||St_Petersburg St._Petersburg
伊斯坦布尔||Istanbul
孟买||Mumbai Bombay
大阪||Osaka
福岛||Fukushima
广岛||Hiroshima
釜山||Busan
胡志明市||Ho_Chi_Minh
里约热内卢 里约||Rio
约翰内斯堡||Johannesburg
开普敦||Cape_Town
格林尼治||Greenwich
瓦伦西亚 巴伦西亚||Valencia
那不勒斯||Naples
都灵||Turin
里昂||Lyon Lyons
马赛||Marseille Marseilles
苏黎世||Zurich
达沃斯||Davos
布里斯班||Brisbane
珀斯||Perth
横滨||Yokohama
名古屋||Nagoya
京都||Kyoto
长崎||Nagasaki
冲绳||Okinawa
札幌||Sapporo
石川||Ishikawa
能登||Noto
大邱||Daegu
卡拉奇||Karachi
拉合尔||Lahore
班加罗尔||Bangalore Bengaluru
加尔各答||Kolkata Calcutta
费城||Philadelphia
底特律||Detroit
达拉斯||Dallas
亚特兰大||Atlanta
拉斯维加斯||Las_Vegas
夏威夷||Hawaii Honolulu
佛罗里达||Florida
得克萨斯 得州 德州||Texas Texan
加利福尼亚 加州||California Californian
阿拉斯加||Alaska
乔治亚||Georgia
哈尔科夫||Kharkiv Kharkov
顿涅茨克||Donetsk
赫尔松||Kherson
敖德萨||Odesa Odessa
加沙||Gaza
克里米亚||Crimea Crimean
"""

# People whose names in Chinese do not sound like those in Latin letters: Japanese, Korean and Chinese readings of the
# same characters, and names that foreigners took.
PEOPLE = """
安倍||Abe
岸田||Kishida
菅义伟||Suga
石破||Ishiba
高市||Takaichi
小泉||Koizumi
麻生||Aso
福田||Fukuda
鸠山||Hatoyama
菅直人||Kan
野田||Noda
植田||Ueda
黑田||Kuroda
大谷||Ohtani
大坂||Osaka
文在寅||Moon
朴槿惠||Park
李明博||Lee
尹锡悦||Yoon
李在明||Lee
卢武铉||Roh
金大中||Kim
金正恩||Kim
金正日||Kim
金日成||Kim
潘基文||Ban
李显龙||Lee
李光耀||Lee
黄循财||Wong
李宗伟||Lee
阮富仲||Trong
谭德塞||Tedros Ghebreyesus
陆克文||Rudd
佐科||Widodo Jokowi
苏西洛||Yudhoyono
昂山素季||Suu
安南||Annan
霉霉||Swift
伊万卡||Ivanka
方济各||Francis
李家超||Lee
林郑||Lam
梁振英||Leung
曾荫权||Tsang
陈茂波||Chan
蔡英文||Tsai
赖清德||Lai
马英九||Ma
马云||Ma
扎西||Tashi Zhaxi Trashi
卓玛||Dolma Droma Zhuoma
才让||Tsering Cering Cairang
才仁||Tsering Cering Cairen
次仁||Tsering Cering Ciren
多杰||Dorje Dorjee Duojie
多吉||Dorje Dorjee Dojie
格桑||Kelsang Kalsang Gesang
尼玛||Nyima Nima
达瓦||Dawa
索南||Sonam Suonan Soinam
丹增||Tenzin Tenzing Danzeng Dainzin
旦增||Tenzin Tenzing Danzeng Dainzin
洛桑||Lobsang Losang Luosang
平措||Phuntsok Puncog Pingcuo
拉姆||Lhamo Lhamu Lamu
桑杰||Sangye Sangyal Sangjie
加措||Gyatso Gyaco Jiacuo
嘉措||Gyatso Gyaco Jiacuo
央金||Yangjin Yangchen
德吉||Deji Dekyi
顿珠||Dondrup Dunzhu
仁青||Rinchen Renqing
苏林||Lam
安赛龙||Axelsen
黄仁勋||Huang
邓炳强||Tang
岑浩辉||Sam
苏杰生||Jaishankar
特朗普||Trump
拜登||Biden
奥巴马||Obama
布什||Bush
克林顿||Clinton
普京||Putin
泽连斯基||Zelensky Zelenskyy Zelenskiy
马克龙||Macron
默克尔||Merkel
朔尔茨||Scholz
默茨||Merz
斯塔默||Starmer
苏纳克||Sunak
卡梅伦||Cameron
梅西||Messi
莫迪||Modi
埃尔多安||Erdogan Erdoğan
内塔尼亚胡||Netanyahu
布林肯||Blinken
耶伦||Yellen
鲍威尔||Powell
鲁比奥||Rubio
万斯||Vance
马斯克||Musk
贝索斯||Bezos
扎克伯格||Zuckerberg
库克||Cook
古特雷斯||Guterres
冯德莱恩||Leyen
拉加德||Lagarde
特鲁多||Trudeau
卡尼||Carney
阿尔巴尼斯||Albanese
卢卡申科||Lukashenko
托卡耶夫||Tokayev
米莱||Milei
马杜罗||Maduro
费德勒||Federer
纳达尔||Nadal
德约科维奇||Djokovic
"""
