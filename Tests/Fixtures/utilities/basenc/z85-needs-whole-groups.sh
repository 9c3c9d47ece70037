# shells: gnu
printf abc | basenc --z85; echo $?
printf abcdabc | basenc --z85; echo $?
printf '%030726d' 7 | basenc --z85 | wc -c
printf '%040000d' 7 | basenc --z85 | cksum
printf '%070000d' 7 | basenc --base32 | cksum
printf '%070000d' 7 | basenc --base64 -w 0 | cksum
