# shells: gnu
for way in base64 base64url base32 base32hex base16 base2msbf base2lsbf; do
    printf '\377\376Az' | basenc --$way
    printf '\377\376Az' | basenc --$way -w 5
done
printf '\377\376Az' | basenc --z85; printf abc | basenc --z85; echo $?
basenc </dev/null; echo $?
