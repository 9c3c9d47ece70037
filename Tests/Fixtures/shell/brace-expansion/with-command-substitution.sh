# shells: bash
echo {$(echo a),b} {a,`echo "b c"`} {a,$((1+1))}
echo {a,b}$(echo x >>log; echo -){1,2}; wc -l <log
