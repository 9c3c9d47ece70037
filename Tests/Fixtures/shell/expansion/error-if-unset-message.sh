(echo ${u?}) ; echo $?
(echo ${u?my message $HOME}); echo $?
(e=; echo "${e?x}ok"); echo $?
(e=; echo "${e:?is empty}"); echo $?
(set --; echo ${1:?need arg}); echo $?
