export APP_x=1 APP_y_z='b c'
env | grep '^APP_' | sort | while IFS='=' read -r k v; do name=$(echo "${k#APP_}" | tr '_' '.' | tr 'A-Z' 'a-z'); echo "$name=$v"; done
n=$(env | grep -c '^APP_'); echo "$n"; for k in $(env | sed -n 's/^\(APP_[^=]*\)=.*/\1/p' | sort); do eval "echo $k is \$$k"; done
