# shells: bash
mkdir -p d/{a,b}/{x,y}; ls d/a d/b
cd d; echo {a,b}/*; cd ..
echo hi > {a,b}; echo $?
{echo,braces} as-command
