echo a |

# comment
tr a b |
cat
