: "${A:=one}" "${B:=two words}"; echo $A "$B"; : ${C=*}; echo "$C"
