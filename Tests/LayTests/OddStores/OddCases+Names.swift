import LayTestSupport

extension OddCase {
    private static let deep = (0..<60).map { "directory\($0)" }.joined(separator: "/")
    private static let deepTree = (1...60).map { count in
        let path = (0..<count).map { "directory\($0)" }.joined(separator: "/")
        return "directory /\(path)\(count == 60 ? " mode 644" : "")"
    }.joined(separator: "; ")

    /// Names of entries.
    static let names: [OddCase] = [
        .layer("a name with a dot in front", "file /a = 1") { $0.add("./a", "0", "1") },
        .layer("a name with a slash in front", "file /a = 1") { $0.add("/a", "0", "1") },
        .layer("a name with doubled slashes", "directory /a; directory /a/b; file /a/b/c = 1") {
            $0.add("a//b///c", "0", "1")
        },
        .layer("a name with dots between", "directory /a; directory /a/b; file /a/b/c = 1") {
            $0.add("a/./b/././c", "0", "1")
        },
        .layer("a name with two dots inside", "file /b = 1") { $0.add("a/../b", "0", "1") },
        .layer("a name with two dots at its end", "directory /a mode 644") {
            $0.add("a/b/..", "5")
        },
        .layer(
            "a name out of the root", refused: "the entry '../a' has '..' in its name",
            umoci: "stays in the root"
        ) { $0.add("../a", "0", "1") },
        .layer(
            "a name out of the root and back",
            refused: "the entry 'a/../../b' has '..' in its name", umoci: "stays in the root"
        ) { $0.add("a/../../b", "0", "1") },
        .layer(
            "a name out of the root behind a slash",
            refused: "the entry '/../a' has '..' in its name", umoci: "stays in the root"
        ) {
            $0.add("/../a", "0", "1")
        },
        .layer("a file with a slash at its end", "file /f = 1") { $0.add("f/", "0", "1") },
        .layer(
            "an empty file with a slash at its end", "directory /f mode 644",
            umoci: "takes it for a file; GNU tar for a directory"
        ) { $0.add("f/", "0") },
        .layer("a directory without a slash at its end", "directory /a mode 644") {
            $0.add("a", "5")
        },
        .layer("a directory with many slashes at its end", "directory /a mode 644") {
            $0.add("a///", "5")
        },
        .layer("a symlink with a slash at its end", "symlink /a -> b") {
            $0.add("a/", "2", to: "b")
        },
        .layer("no name", refused: "the entry '' has no name") { $0.add("", "0", "1") },
        .layer("the root by a dot", "/ mode 700 owner 3:4") {
            $0.add(".", "5", mode: "0000700", fields: owner(3, 4))
        },
        .layer("the root by a dot and a slash", "/ mode 1777 owner 0:0") {
            $0.add("./", "5", mode: "0001777")
        },
        .layer("the root by a slash", "/ mode 711 owner 0:0") { $0.add("/", "5", mode: "0000711") },
        .layer("a file for the root", refused: "the entry '.' stands for the root directory") {
            $0.add(".", "0", "1")
        },
        .layer("a symlink for the root", refused: "the entry './' stands for the root directory") {
            $0.add("./", "2", to: "x")
        },
        .layer("a name of 200 bytes in pax", "file /\(long(200)) = 1") {
            $0.pax([("path", long(200))])
            $0.add("cut", "0", "1")
        },
        .layer("a name of 200 bytes in GNU's form", "file /\(long(200)) = 1") {
            $0.add("././@LongLink", "L", long(200) + "\0")
            $0.add("cut", "0", "1")
        },
        .layer("a name of 256 bytes", refused: "the entry") {
            $0.pax([("path", long(256))])
            $0.add("cut", "0", "1")
        },
        .layer("a name in pax and in GNU's form", "file /pax = 1", umoci: "lets GNU's name win") {
            $0.add("././@LongLink", "L", "gnu\0")
            $0.pax([("path", "pax")])
            $0.add("cut", "0", "1")
        },
        .layer("a name in GNU's form without a zero", "file /gnu = 1") {
            $0.add("././@LongLink", "L", "gnu")
            $0.add("cut", "0", "1")
        },
        .layer("a name in GNU's form twice", "file /two = 1") {
            $0.add("././@LongLink", "L", "one\0")
            $0.add("././@LongLink", "L", "two\0")
            $0.add("cut", "0", "1")
        },
        .layer("a deep name in pax", deepTree) {
            $0.pax([("path", deep)])
            $0.add("cut", "5")
            $0.add(".wh.directory0")
        },
        .layer(
            "a name with a prefix in ustar",
            "directory /long; directory /long/a; file /long/a/b = 1"
        ) {
            $0.add("b", "0", "1", fields: [345: Array("long/a".utf8)])
        },
        .layer("a prefix in GNU's header is none", "file /b = 1") {
            $0.add("b", "0", "1", magic: "ustar  \0", fields: [345: Array("1234567".utf8)])
        },
        .layer("a name of 100 bytes without a zero", "file /\(long(100)) = 1") {
            $0.add(long(100), "0", "1")
        },
        .layer("a name that is no UTF-8", "file /a\\xffb = 1") {
            $0.add([0x61, 0xff, 0x62], "0", [0x31])
        },
        .layer("a name with a newline and a tab", "file /a\nb\tc = 1") {
            $0.add("a\nb\tc", "0", "1")
        },
        .layer("a name with an escape", "file /a\u{1b}[31m = 1") {
            $0.add("a\u{1b}[31m", "0", "1")
        },
        .layer("a name with a zero in pax", refused: "the entry 'a\0b' has a zero byte in its name")
        {
            $0.pax([("path", "a\0b")])
            $0.add("cut", "0", "1")
        },
        .layer("a name with a backslash", "file /a\\b = 1") { $0.add("a\\b", "0", "1") },
        .layer("a name with a space at its end", "file /a  = 1") { $0.add("a ", "0", "1") },
        .layer("names that differ in case", "file /A = 2; file /a = 1") {
            $0.add("a", "0", "1")
            $0.add("A", "0", "2")
        },
        .layer("a name in two normal forms", "file /é = 2; file /é = 1") {
            $0.add(Array("\u{e9}".utf8), "0", [0x31])
            $0.add(Array("e\u{301}".utf8), "0", [0x32])
        },
        .layer("a symlink with a long target in pax", "symlink /s -> \(long(200))") {
            $0.pax([("linkpath", long(200))])
            $0.add("s", "2", to: "cut")
        },
        .layer("a symlink with a long target in GNU's form", "symlink /s -> \(long(200))") {
            $0.add("././@LongLink", "K", long(200) + "\0")
            $0.add("s", "2", to: "cut")
        },
        .layer("a symlink without a target", refused: "the entry 's' is a link without a target") {
            $0.add("s", "2")
        },
        .layer("a symlink to itself", "symlink /s -> s") { $0.add("s", "2", to: "s") },
        .layer("a symlink out of the root", "symlink /s -> ../../etc/passwd") {
            $0.add("s", "2", to: "../../etc/passwd")
        },
        .layer(
            "a file through a symlink out of the root", "directory /s; file /s/x = 1",
            umoci: "makes what the link leads to"
        ) {
            $0.add("s", "2", to: "../../tmp")
            $0.add("s/x", "0", "1")
        },
        .layer(
            "a file through an absolute symlink",
            "directory /real mode 644; file /real/x = 1; symlink /s -> /real"
        ) {
            $0.add("real/", "5")
            $0.add("s", "2", to: "/real")
            $0.add("s/x", "0", "1")
        },
        .layer(
            "files in new directories through a symlink",
            "directory /real mode 644; directory /real/n; file /real/n/x = 1; symlink /s -> real"
        ) {
            $0.add("real/", "5")
            $0.add("s", "2", to: "real")
            $0.add("s/n/x", "0", "1")
        },
        .layer(
            "a file through a chain of symlinks out of the root",
            "symlink /a -> ..; symlink /c -> ../../..; file /x = 1"
        ) {
            $0.add("a", "2", to: "..")
            $0.add("a/c", "2", to: "../../..")
            $0.add("a/c/x", "0", "1")
        },
        .layer(
            "a hard link through a symlink",
            "file /a = 1 (2 names); directory /r mode 644; file /r/b = 1 (2 names); symlink /s -> r"
        ) {
            $0.add("a", "0", "1")
            $0.add("r/", "5")
            $0.add("s", "2", to: "r")
            $0.add("s/b", "1", to: "a")
        },
        .layer(
            "a directory through a symlink",
            "directory /r mode 644; directory /r/n mode 700; symlink /s -> r"
        ) {
            $0.add("r/", "5")
            $0.add("s", "2", to: "r")
            $0.add("s/n/", "5", mode: "0000700")
        },
        .layer(
            "a file through a symlink to a file", "file /f = 1; directory /s; file /s/x = 2",
            umoci: "refuses it"
        ) {
            $0.add("f", "0", "1")
            $0.add("s", "2", to: "f")
            $0.add("s/x", "0", "2")
        },
        .over(
            "a removal through a new symlink", "+ symlink /s -> d",
            umoci: "follows the link and removes /d/x"
        ) {
            $0.add("s", "2", to: "d")
            $0.add("s/.wh.x")
        },
        .over(
            "a file through a symlink below", "- /l; + directory /l; + file /l/z = 1",
            umoci: "follows the link; overlayfs has a directory"
        ) { $0.add("l/z", "0", "1") },
        .over(
            "a file below a file", "- /f; + directory /f; + file /f/z = 1",
            umoci: "refuses it; overlayfs has a directory"
        ) { $0.add("f/z", "0", "1") },
    ]
}
