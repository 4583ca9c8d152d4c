"""Quantile levels that forecasts are exchanged at."""

#: The 23 quantile levels of forecast hubs: hubverse documentation, ``tasks-config``.
HUB_LEVELS = (
    *(0.01, 0.025),
    *(round(0.05 * i, 2) for i in range(1, 20)),
    *(0.975, 0.99),
)
