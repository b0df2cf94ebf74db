"""How many quotes a second dcap-qvl judges: measure.py QUOTE COLLATERAL SECONDS_SINCE_1970

Prints three numbers, a line each: with its collateral as JSON, with collateral parsed before, and
quotes only read. Medians of five runs, on one thread."""

import statistics
import sys
import time

import dcap_qvl


def per_second(count, body):
    runs = []
    for _ in range(6):
        start = time.perf_counter()
        for _ in range(count):
            body()
        runs.append(count / (time.perf_counter() - start))
    return statistics.median(runs[1:])


with open(sys.argv[1], "rb") as file:
    quote = file.read()
with open(sys.argv[2], encoding="utf-8") as file:
    document = file.read()
now = int(sys.argv[3])
read = dcap_qvl.QuoteCollateralV3.from_json
parsed = read(document)
print(per_second(200, lambda: dcap_qvl.verify(quote, read(document), now)))
print(per_second(200, lambda: dcap_qvl.verify(quote, parsed, now)))
print(per_second(20_000, lambda: dcap_qvl.parse_quote(quote)))
