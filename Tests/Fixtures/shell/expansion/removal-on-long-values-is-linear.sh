x=$(seq 1 3000); y=${x%0}; echo ${#x} ${#y}; y=${x%%zz*}; echo ${#y}; y=${x##*2999}; echo ${#y}; y=${x#*
1500
}; echo ${#y}
