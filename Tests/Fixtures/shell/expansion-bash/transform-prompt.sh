# shells: bash
x='\\ a\e\101\n'; echo "${x@P}"
y='v=${HOME} \n$((1+1)) $(echo sub)'; echo "${y@P}"
z='\s|\w|\W|\[x\]'; cd /usr; echo "${z@P}"
