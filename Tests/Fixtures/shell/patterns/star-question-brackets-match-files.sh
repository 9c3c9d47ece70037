touch a ab abc b1 b2 .hid
echo a* ?? [ab]? b[0-9] [!a]* *c ?
