"""What signs and short forms stand for."""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip
MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS_EN: Final = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec")
MONEY: Final = {
    "₽": ("рубль", "копейка"), "руб": ("рубль", "копейка"), "р": ("рубль", "копейка"), "rub": ("рубль", "копейка"),
    "$": ("доллар", "цент"), "usd": ("доллар", "цент"), "€": ("евро", "цент"), "eur": ("евро", "цент"),
    "£": ("фунт", "пенс"), "¥": ("юань", "фэнь"), "₸": ("тенге", "тиын"), "долл.": ("доллар", "цент"),
}  # fmt: skip
MONEY_EN: Final = {
    "$": ("dollar", "cent"), "usd": ("dollar", "cent"), "€": ("euro", "cent"), "eur": ("euro", "cent"),
    "£": ("pound", "penny"), "gbp": ("pound", "penny"), "₽": ("rouble", "kopeck"), "rub": ("rouble", "kopeck"),
    "¥": ("yuan", "fen"),
}  # fmt: skip
PLURALS_EN: Final = {"penny": "pence", "yuan": "yuan", "fen": "fen", "foot": "feet", "inch": "inches"}
SCALES: Final = {"тыс": "тысяча", "млн": "миллион", "млрд": "миллиард", "трлн": "триллион"}
UNITS: Final = {
    "%": "процент", "‰": "промилле",
    "мм": "миллиметр", "см": "сантиметр", "м": "метр", "км": "километр", "км/ч": "километр| в час",
    "м/с": "метр| в секунду",
    "м²": "квадратный метр", "м2": "квадратный метр", "кв.м": "квадратный метр", "м³": "кубический метр",
    "мг": "миллиграмм", "г": "грамм", "гр": "грамм", "кг": "килограмм", "т": "тонна", "ц": "центнер",
    "мл": "миллилитр", "л": "литр", "ккал": "килокалория", "л.с": "лошадиная сила", "лс": "лошадиная сила",
    "шт": "штука", "уп": "упаковка", "чел": "человек", "ед": "единица",
    "сек": "секунда", "мин": "минута", "ч": "час", "дн": "день", "мес": "месяц", "нед": "неделя",
    "вт": "ватт", "квт": "киловатт", "в": "вольт", "гц": "герц", "мгц": "мегагерц", "ггц": "гигагерц",
    "дб": "децибел",
    "мач": "миллиампер-час", "mah": "миллиампер-час", "мп": "мегапиксель", "mp": "мегапиксель",
    "кб": "килобайт", "мб": "мегабайт", "гб": "гигабайт", "тб": "терабайт",
    "kb": "килобайт", "mb": "мегабайт", "gb": "гигабайт", "tb": "терабайт",
    "мбит/с": "мегабит| в секунду", "гбит/с": "гигабит| в секунду",
    "°c": "градус| Цельсия", "°с": "градус| Цельсия", "°": "градус", "км²": "квадратный километр",
}  # fmt: skip
UNITS_EN: Final = {
    "%": "percent", "mm": "millimeter", "cm": "centimeter", "km": "kilometer", "km/h": "kilometer| per hour",
    "mph": "mile| per hour", "mi": "mile", "ft": "foot", "kg": "kilogram", "mg": "milligram", "g": "gram",
    "lb": "pound",
    "lbs": "pound", "oz": "ounce", "ml": "milliliter", "l": "liter", "fl oz": "fluid ounce", "kcal": "calorie",
    "min": "minute", "mins": "minute", "sec": "second", "hr": "hour", "hrs": "hour", "yrs": "year",
    "w": "watt", "kw": "kilowatt", "hz": "hertz", "ghz": "gigahertz", "mah": "milliamp hour", "mp": "megapixel",
    "kb": "kilobyte", "mb": "megabyte", "gb": "gigabyte", "tb": "terabyte", "mbps": "megabit| per second",
    "°c": "degree| Celsius", "°f": "degree| Fahrenheit", "°": "degree",
}  # fmt: skip
SHORT: Final = {
    "т.е.": "то есть", "т.д.": "так далее", "т.п.": "тому подобное", "т.к.": "так как", "т.н.": "так называемый",
    "ул.": "улица", "пр.": "проспект", "пр-т": "проспект", "пер.": "переулок", "д.": "дом", "кв.": "квартира",
    "г.": "город", "тел.": "телефон", "им.": "имени", "см.": "смотри", "стр.": "страница", "др.": "другие",
    "напр.": "например", "мин.": "минимум", "макс.": "максимум", "ок.": "около", "руб.": "рублей", "р-н": "район",
    "&": "и", "+": "плюс", "=": "равно", "/": "", "×": "на", "%": "процентов", "№": "номер", "$": "долларов",
    "₽": "рублей", "€": "евро", "vs": "против", "vs.": "против",
}  # fmt: skip
WEEKDAYS: Final = {
    "пн": "понедельник", "вт": "вторник", "ср": "среда", "чт": "четверг", "пт": "пятница", "сб": "суббота",
    "вс": "воскресенье",
}  # fmt: skip
SHORT_EN: Final = {
    "&": "and", "+": "plus", "=": "equals", "/": "", "×": "by", "%": "percent", "no.": "number", "№": "number",
    "vs": "versus", "vs.": "versus", "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera",
    "approx.": "about",
    "mr.": "mister", "mrs.": "missus", "ms.": "miz", "dr.": "doctor", "st.": "saint", "w/": "with", "w/o": "without",
    "tel.": "telephone", "dept.": "department", "inc.": "incorporated", "ltd.": "limited",
}  # fmt: skip
PER: Final = {
    "мес": "в месяц", "день": "в день", "дн": "в день", "сут": "в сутки", "год": "в год", "г": "в год", "ч": "в час",
    "час": "в час",
    "шт": "за штуку", "кг": "за килограмм", "м²": "за квадратный метр", "м2": "за квадратный метр", "л": "за литр",
    "чел": "с человека", "ночь": "за ночь",
}  # fmt: skip
UNCHANGED: Final = frozenset({
    "вольт", "ватт", "киловатт", "герц", "мегагерц", "гигагерц",
})  # fmt: skip
"""Nouns that are counted without an ending: "двести двадцать вольт"."""
NEVER_LAST: Final = frozenset({
    "ул.", "пр.", "пер.", "д.", "кв.", "г.", "им.", "тел.", "см.", "mr.", "mrs.", "ms.", "dr.", "st.", "no.",
})  # fmt: skip
"""Words whose dot ends no sentence, whatever stands behind it."""
GOES_ON: Final = frozenset({
    *(word for word in (*SHORT, *SHORT_EN) if word.endswith(".")), *(f"{day}." for day in WEEKDAYS),
    "тыс.", "млн.", "млрд.", "трлн.", "шт.", "чел.",
    "гг.", "сек.", "мес.", "и.о.", "a.m.", "p.m.", *(f"{month}." for month in SHORT_MONTHS_EN),
})  # fmt: skip
"""Words whose dot ends a sentence only in front of a capital letter."""
