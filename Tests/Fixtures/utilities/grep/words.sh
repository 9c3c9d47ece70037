printf 'cat\nconcat\ncat-like\ncats\n' | grep -w cat
