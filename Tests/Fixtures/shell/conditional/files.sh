# shells: bash
echo x >f; mkdir d; ln -s f l; ln -s none dead; chmod 600 f; : >e
[[ -e f && -f f && -s f && ! -d f ]] && echo file; [[ -d d && -e d/ ]] && echo dir; [[ -L l && -h l && -f l ]] && echo link
[[ -L dead && ! -e dead ]] && echo dead; [[ -s e ]] || echo empty; [[ -r f && -w f ]] && echo rw; [[ -x d ]] && echo x
[[ f -ef l ]] && echo same; [[ f -ef e ]] || echo differs
