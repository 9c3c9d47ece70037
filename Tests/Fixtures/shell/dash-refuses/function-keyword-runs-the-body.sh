# shells: dash
echo start
function f
{
    echo body of a group
}
f
