# shells: bash
TIMEFORMAT='t=%0R%%'; time true; TIMEFORMAT=; time true; TIMEFORMAT='%q'; time true; unset TIMEFORMAT; TIMEFORMAT='%1lU'; time true
