(exec echo replaced; echo no); (exec > f; echo in file); cat f; (exec 2>/dev/null; nosuch-bb; echo $?)
