i=1; echo $((i=i+1)) $i ${z:=new} $z ${i}
