# shells: dash ash
echo 'a\nb' 'c\\d' 'e\0101f' 'g\101h' 'i\cj' k
echo 'x\a\b\f\v\q' | wc -c; echo -e 'm\nn'
