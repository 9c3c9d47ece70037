import json

def main(rounds):
    rows = []
    for i in range(200):
        rows.append({"id": i, "name": f"item {i}", "tags": ["a", "b\n", f"c{i}"], "size": i * 1.5, "ok": i % 2 == 0, "none": None})
    text = json.dumps(rows, separators=(",", ":"))
    total = 0
    for round in range(1, rounds + 1):
        back = json.loads(text)
        total += back[round % 200]["id"] + len(back)
        text = json.dumps(back, separators=(",", ":"))
    print(total, len(text))
main(300)
