# The hand-made table: tool, flags, pattern, texts. record.py asks the tools for the answers.
BRE = r'''*a
a**
\(*a\)
^*a
a\{1
a\{1,2
\{1\}
a\{x\}
a\{2,1\}
a\{1a\}
a\{1,2,3\}
a\{,2\}
a\{,\}
a\{2\}
a\{2\}*
a*\{2\}
a\+\?
\+a
\?a
a\|b
a\|^b
a\|*b
\(a\|b\)*
^^a
a^b
a$b
a$
\(^a\)
\(a$\)
\(a\)\1
\(a\1\)
\(a\)\2
\(a\)\|b\1
a\)
\(a
a\{99999\}
\(a*\)*
\(a*\)\{2,3\}
\(ab\|a\|b\)\{0,2\}
[b-a]
[]a]
[^]a]
[a-]
[-a]
[a-c-e]
[---]
[%--]
[[:foo:]]
[[:alpha:]]*
[[:space:][:digit:]]
[[.a.]]
[[.ab.]]
[[=a=]]
[[:alpha:]-z]
[[.a.]-c]*
[a[.b.]]
[\n]
[a\]b]
[a
[[:alpha:
\n
\w*
\W
\s
\S*
\<a
b\>
\bb
\Bb
\B
a\'
\`a
.*
.
\.
\*
\/
\&
x*
\(x*\)y*
\(\(a\)\|b\)*
\(.\)\(.\)\2\1
^\(.*\)\n\1$
a.c
ab*c'''.split('\n')
ERE = r'''*a
a|*b
(*a)
a**
a+*
a{1
a{
a{1,
a{,2}
a{,}
a{2,1}
a{1a}
{1}
a{1}{2}
a{99999}
(a
a)
)
()
a||b
(|a)b
a|
|a
^*a
a^b
(^a)
(a$)b
(a)\1
(a)|b\1
(a\1)
(a)\2
(a*)*
(a*)+
(a|b)*
(a|ab)(c|bcd)(d*)
(ab|a|b){0,2}
((a)|b)*
((a)|(b))*
(a?)(ab)?
((a?)*)*b
(a{1,2}){2}
(a|b|ab)*
(a*)(b|abc)(c*)
(ab|a)(bcd|c)(d|.*)
x?|y
a|b|c
(^|[^a])b
[a\]b]
[]]
a\
\(a\)
\{1\}
[[:upper:]]+
[^[:space:]]+
\w+\b
.?b
(.)(.)
(a+|b+)*
((a|b)c)*
(a)?b
(a)*b
()*a
(()|a)+b'''.split('\n')
TEXTS = ['', 'a', 'b', 'ab', 'aab', 'abcd', '*a', 'a{1', 'xaby', ' a b', 'aaaa', 'A1_', 'n-]\\', 'a^b$c', 'abba', 'a)b']
U = ['é', 'aéb', 'É', b'a\xe9b', '€uro', 'ß x', 'a\u00a0b', '日本', b'\xff', 'ſs']
CASES = []
for p in BRE:
    if '\\n\\1' not in p: CASES.append(('grep', '', p, TEXTS))
    CASES.append(('sed', '', p, TEXTS + ['a\nb', 'ab\nab']))
for p in ERE:
    CASES.append(('grepE', '', p, TEXTS)); CASES.append(('sedE', '', p, TEXTS + ['a\nb']))
    CASES.append(('bash', '', p, TEXTS))
    if '\\1' not in p and '\\2' not in p: CASES.append(('gawk', '', p, TEXTS))
for p in ['.', '^.$', 'a.b', '[[:alpha:]]+', r'\w+', r'\W', '[^a]', r'\bb', 'é', '[é€]+', '(.)b', '[[:space:]]', '[[:punct:]]', '[[:lower:]]', '[[:upper:]]', '.*', 's', '[[:print:]]+', '[^[:alnum:]]', r'\<.']:
    for f in ('u', '', 'ui'):
        for t in ('sedE', 'grepE'): CASES.append((t, f, p, U))
for p in ['a', 'ab', 'a*', 'b|ab', 'a|aab', '[a-z]', '', '^a', r'a\b', 'a.*']:
    for f in ('w', 'x', 'iw', 'i', 'ix'): CASES.append(('grepE', f, p, TEXTS + ['a a', 'a_ a', 'AB', 'aab ab', 'foo-ab']))
for p in ['^b', 'a$', '.*', 'a.b', '[^x]*', r'a\n', '^', '$', r'\`b', r"a\'", '^$', r'[[:space:]]', r'\s', r'\W', '(^|x)b']:
    CASES.append(('sedE', 'm', p, ['a\nb', 'b', '\nb', 'a\n', 'xb\nb\n'])); CASES.append(('sedE', '', p, ['a\nb', 'b', '\nb', 'a\n', 'xb\nb\n']))
for p in [r'\t', r'a\x62', r'\x5e', r'\d097', r'\o141', r'\cA', r'[\t]', r'[\x61]', r'[\n]', r'\x5b', r'\a', r'\f', r'a\x2a', r'\x']:
    CASES.append(('sed', '', p, ['a\tb', 'ab', '^', '\x01', 'a\nb', '[x', 'a*', '\\', 'x', 't', 'n']))
for p in [r'\/', r'\"', r'\052', r'[\/]', r'[\]]', r'[\052]', r'\y', r'a\yb', r'\B', r'\ba', r'\<b', r'[a\-z]', r'[\\]', r'\.', r'a\{1\}', r'\$', r'[[:digit:]]+', r'\w', r'\t', r'[\t]', '+a', '?', '{', 'a{2}', '(+)', 'a|', '^+', r'\1']:
    CASES.append(('gawk', '', p, ['/', '"', '*', ']', 'a', 'b a', '-', '\\', '\t', '.', 'a{1}', '$', '12', '+a', '?', '{', 'aa', '+', '']))
