mkdir d1 d2; touch f
echo */ *d*/ f/ d1/
