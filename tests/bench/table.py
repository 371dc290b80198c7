"""The table `make bench` prints: each figure beside what was aimed at."""

SPREAD = "_spread"
AIMS: dict[str, tuple[str, float]] = {
    "deposit_per_s_8": (">=", 300),
    "deposit_p99_ms_1": ("<", 15),
    "deposit_failures": ("=", 0),
    "deposit_cpu_ms": ("<=", 2.5),
    "followup_p50_ms": ("<", 3),
    "followup_p50_ms_1000_messages": ("<", 3),
    "followup_p50_ms_100000_mailboxes": ("<", 3),
    "rss_mb_idle": ("<=", 90),
    "rss_mb_after_10000": ("<=", 90),
    "report_page_requests": ("<=", 6),
    "report_page_bytes": ("<=", 60_000),
    "report_page_bytes_firefox": ("<=", 80_000),
    "seal_ms_chromium": ("<", 500),
    "seal_ms_firefox": ("<", 500),
    "login_t_statistic": ("|t| <", 4.5),
    "inbox_2000_first_ms": ("<", 1000),
    "inbox_2000_again_ms": ("<", 300),
    "queue_p99_ms_100000": ("<", 30),
    "row_security_ratio": ("<=", 1.3),
}


def reached(name: str, value: float) -> bool:
    """Whether a figure is what was aimed at."""
    sign, aim = AIMS[name]
    return {
        ">=": value >= aim,
        "<=": value <= aim,
        "<": value < aim,
        "=": value == aim,
        "|t| <": abs(value) < aim,
    }[sign]


def print_table(figures: dict[str, float]) -> None:
    """One line a figure: its value, how far its runs lay apart where it has several, its aim."""
    width = max(map(len, figures))
    for name, value in figures.items():
        if name.endswith(SPREAD):
            continue
        spread = f"(spread {figures[name + SPREAD]:,.2f})" if name + SPREAD in figures else ""
        aim = ""
        if name in AIMS:
            sign, number = AIMS[name]
            aim = f"{sign} {number:g}  {'reached' if reached(name, value) else 'NOT reached'}"
        print(f"{name:<{width}}  {value:>12,.2f}  {spread:<20}  {aim}".rstrip())
