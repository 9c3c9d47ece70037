! echo a | grep -q b && echo neg; echo a | grep -q a && echo yes || echo no; false | false || echo or; true | true && echo and
