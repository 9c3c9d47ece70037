awk 'BEGIN{s="a.b|c"; n=split(s,p,/[.|]/); print n,p[1],p[2],p[3]; n=split("a  b",p,/ /); print n; n=split("  a",p); print n,p[1]; n=split("abc",p,"b"); print p[1],p[2]}'
