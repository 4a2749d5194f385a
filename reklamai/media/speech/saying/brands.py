"""Brands as they are said: the synthesiser would read them by the rules of English."""

from __future__ import annotations

from typing import Final

IN_RUSSIAN: Final = {
    "2d": "два дэ", "3d": "три дэ", "4k": "четыре ка", "5g": "пять джи", "8k": "восемь ка", "adidas": "адидас",
    "airbnb": "эйрбиэнби", "alfa": "альфа", "aliexpress": "алиэкспресс", "amazon": "амазон", "android": "андроид",
    "apple": "эпл", "asus": "асус", "audi": "ауди", "avito": "авито", "bentley": "бентли", "bmw": "бэ эм вэ",
    "booking": "букинг", "bosch": "бош", "boss": "босс", "bounty": "баунти", "burger": "бургер", "cartier": "картье",
    "chanel": "шанель", "chery": "чери", "coca-cola": "кока-кола", "danone": "данон", "dior": "диор", "dodo": "додо",
    "dolce&gabbana": "дольче габбана", "dove": "дав", "dyson": "дайсон", "electrolux": "электролюкс",
    "facebook": "фейсбук", "fanta": "фанта", "ferrari": "феррари", "ford": "форд", "geely": "джили",
    "gillette": "жиллетт", "google": "гугл", "gucci": "гуччи", "h&m": "эйч энд эм", "haier": "хайер",
    "haval": "хавал", "hd": "эйч ди", "heineken": "хейнекен", "hermes": "эрмес", "honda": "хонда", "honor": "хонор",
    "huawei": "хуавей", "hugo": "хуго", "hyundai": "хёндэ", "ikea": "икеа", "instagram": "инстаграм", "ipad": "айпад",
    "iphone": "айфон", "jeep": "джип", "kfc": "кей эф си", "kia": "киа", "king": "кинг", "knorr": "кнорр",
    "l'oreal": "лореаль", "l'oréal": "лореаль", "lacoste": "лакост", "lada": "лада", "lamoda": "ламода",
    "lego": "лего", "lenor": "ленор", "lenovo": "леново", "lexus": "лексус", "lg": "эл джи", "lipton": "липтон",
    "louis": "луи", "mango": "манго", "mastercard": "мастеркард", "mazda": "мазда", "mcdonald's": "макдональдс",
    "mercedes": "мерседес", "microsoft": "майкрософт", "nescafe": "нескафе", "nescafé": "нескафе", "nestle": "нестле",
    "nestlé": "нестле", "netflix": "нетфликс", "nike": "найк", "nissan": "ниссан", "nivea": "нивеа", "nokia": "нокиа",
    "nutella": "нутелла", "oreo": "орео", "ozon": "озон", "pepsi": "пепси", "peugeot": "пежо", "philips": "филипс",
    "playstation": "плейстейшн", "porsche": "порше", "prada": "прада", "puma": "пума", "reebok": "рибок",
    "renault": "рено", "rexona": "рексона", "rocher": "роше", "rolex": "ролекс", "samsung": "самсунг", "sber": "сбер",
    "siemens": "сименс", "skoda": "шкода", "sony": "сони", "spotify": "спотифай", "sprite": "спрайт",
    "starbucks": "старбакс", "t-bank": "т-банк", "telegram": "телеграм", "tesla": "тесла", "tiktok": "тикток",
    "toyota": "тойота", "twix": "твикс", "uber": "убер", "uniqlo": "юникло", "versace": "версаче", "vichy": "виши",
    "visa": "виза", "vk": "вэ ка", "volkswagen": "фольксваген", "volvo": "вольво", "vuitton": "витон",
    "whatsapp": "вотсап", "wi-fi": "вай-фай", "wildberries": "вайлдберриз", "windows": "виндоус", "x": "икс",
    "xiaomi": "сяоми", "yandex": "яндекс", "youtube": "ютуб", "yves": "ив", "zara": "зара", "zoom": "зум",
    "škoda": "шкода",
}  # fmt: skip
IN_ENGLISH: Final = {
    "adidas": "adeedass", "asus": "aysoos", "audi": "owdee", "chanel": "shanell", "chery": "cherry",
    "danone": "dannone", "dior": "dee or", "geely": "jee lee", "gucci": "goochee", "haier": "higher",
    "hermes": "air mez", "huawei": "wah way", "hyundai": "hun day", "ikea": "eye kee ah", "l'oreal": "lorry al",
    "l'oréal": "lorry al", "lacoste": "lacost", "nescafe": "nesscaffay", "nestle": "ness lay", "nestlé": "ness lay",
    "nike": "nigh key", "ozon": "oh zone", "peugeot": "purzho", "porsche": "porsha", "renault": "renno",
    "rocher": "roshay", "sber": "zbair", "skoda": "shcoda", "versace": "versachay", "volkswagen": "folks wagon",
    "xiaomi": "shao mee", "yandex": "yandex", "yves": "eve", "zara": "zahra",
}  # fmt: skip
