echo a | sed '# nothing
s/a/b/ # here'
