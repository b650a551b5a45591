"""Years and months by name, where Django's formats know only whole dates: 2017年 and 2017, 9月 and September."""

from django.utils import dates

from portal import locales


def year_name(year: int) -> str:
    return str(year) if locales.current_code() == "en" else f"{year}年"


def month_name(month: int) -> str:
    return str(dates.MONTHS[month]) if locales.current_code() == "en" else f"{month}月"


def short_month_name(month: int) -> str:
    """As a calendar has it: May, Sep."""
    return str(dates.MONTHS_3[month]).capitalize() if locales.current_code() == "en" else f"{month}月"
