import LayTestSupport

/// Names that lead elsewhere, links that lie, entries that replace each other.
enum HostilePaths {
    private static let long255 = String(repeating: "n", count: 255)

    static let all: [Hostile] = [
        .refused("dot-dot at the start", "has '..' in its name") { $0.add("../evil") },
        .refused("dot-dot in the middle", "'a/../../evil' has '..'") { $0.add("a/../../evil") },
        .refused("dot-dot alone", "has '..'") { $0.add("..", "5") },
        .reads("dot-dot at the end", []) { $0.add("a/..", "5", mode: "0000755") },
        .refused("dot-dot in a pax path", "has '..'") {
            $0.pax([("path", "ok/../../evil")])
            $0.add("ok")
        },
        .refused("dot-dot in a GNU long name", "has '..'") {
            $0.add("././@LongLink", "L", "../evil\u{0}")
            $0.add("ok")
        },
        .refused("dot-dot in the prefix", "has '..'") {
            $0.add("evil", fields: [345: Array("..".utf8)])
        },
        .reads("an absolute name", ["directory /etc", "file /etc/x = 1"]) {
            $0.add("/etc/x", "0", "1")
        },
        .reads("many slashes and dots", ["directory /a", "file /a/b"]) { $0.add("//.//a/././b") },
        .reads("three dots are a name", ["file /..."]) { $0.add("...") },
        .reads("the root by its dot", ["file /a"]) {
            $0.add("./", "5", mode: "0000755")
            $0.add("./a")
        },
        .refused("an empty name", "has no name") { $0.add("") },
        .refused("the root as a file", "stands for the root") { $0.add("./.") },
        .refused("the root as a link", "stands for the root") { $0.add(".", "2", to: "/etc") },
        .refused("the root as a hard link", "stands for the root") {
            $0.add("a")
            $0.add("/", "1", to: "a")
        },
        .refused("a zero byte in a pax path", "zero byte in its name") {
            $0.pax([("path", "a\u{0}b")])
            $0.add("a")
        },
        .refused("a zero byte in a link's target", "zero byte in its target") {
            $0.pax([("linkpath", "a\u{0}b")])
            $0.add("a", "2", to: "b")
        },
        .refused("a link without a target", "link without a target") { $0.add("a", "2") },

        // Writing through links.
        .reads(
            "a link and a file below it", ["directory /a", "file /a/passwd = evil"]
        ) {
            $0.add("a", "2", to: "/etc")
            $0.add("a/passwd", "0", "evil")
        },
        .reads(
            "a link chain and a file below it",
            [
                "symlink /a -> b mode 777", "symlink /b -> ..", "symlink /c -> ../../..", "file /x",
            ]
        ) {
            $0.add("b", "2", to: "..")
            $0.add("a", "2", to: "b", mode: "0000777")
            $0.add("b/c", "2", to: "../../..")
            $0.add("b/c/x")
        },
        .reads("a link replaced by a file of its name", ["file /a = new"]) {
            $0.add("a", "2", to: "/etc/passwd")
            $0.add("a", "0", "new")
        },
        .reads(
            "a hard link through a link",
            ["directory /d", "file /d/f = 1 (2 names)", "file /h = 1 (2 names)", "symlink /l -> d"]
        ) {
            $0.add("d", "5", mode: "0000755")
            $0.add("d/f", "0", "1")
            $0.add("l", "2", to: "d")
            $0.add("h", "1", to: "l/f")
        },
        .refused("a hard link outside", "leads out of the tree") {
            $0.add("h", "1", to: "../../x")
        },
        .refused("a hard link to an absolute file outside", "'etc/shadow', which the archive") {
            $0.add("h", "1", to: "/etc/shadow")
        },
        .refused("a hard link to what is missing", "which the archive does not have") {
            $0.add("h", "1", to: "missing")
        },
        .refused("a hard link to a later entry", "before it") {
            $0.add("h", "1", to: "later")
            $0.add("later")
        },
        .refused("a hard link to a directory", "hard link to the directory 'd'") {
            $0.add("d", "5")
            $0.add("h", "1", to: "d")
        },
        .refused("a hard link to the root", "hard link to the directory") {
            $0.add("h", "1", to: "/")
        },
        .refused("a hard link to itself, first", "before it") { $0.add("h", "1", to: "h") },
        .reads("a hard link to itself, again", ["file /h = 1"]) {
            $0.add("h", "0", "1")
            $0.add("h", "1", to: "h")
        },
        .refused("a hard link over its target's directory", "No such file") {
            $0.add("d/f")
            $0.add("d", "1", to: "d/f")
        },
        .refused("a hard link without a target", "without a target") { $0.add("h", "1") },
        .refused("a hard link to a removed file", "before it") {
            $0.add(".wh.f")
            $0.add("h", "1", to: "f")
        },
        .reads(
            "a chain of hard links",
            [
                "file /a = 1 (3 names)", "file /b = 1 (3 names)",
                "file /c = 1 (3 names)",
            ]
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a")
            $0.add("c", "1", to: "./b")
        },
        .reads("a linked name written again", ["file /a = 2", "file /b = 1"]) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a")
            $0.add("a", "0", "2")
        },
        .reads(
            "a hard link to a symbolic link",
            [
                "symlink /a -> x (2 names)",
                "symlink /b -> x (2 names)",
            ]
        ) {
            $0.add("a", "2", to: "x")
            $0.add("b", "1", to: "a")
        },

        // Whiteouts.
        .refused("a whiteout of nothing", "names nothing") { $0.add(".wh.") },
        .refused("a whiteout of dot", "names nothing") { $0.add("d/.wh..") },
        .refused("a whiteout of dot-dot", "names nothing") { $0.add("d/.wh...") },
        .reads("a whiteout of its own layer's file", ["file /f = 1"]) {
            $0.add("f", "0", "1")
            $0.add(".wh.f")
        },
        .reads("a whiteout of the way to an entry", ["directory /d", "file /d/f"]) {
            $0.add("d/f")
            $0.add(".wh.d")
        },
        .reads("an opaque mark on a file", ["file /f"]) {
            $0.add("f")
            $0.add("f/.wh..wh..opq")
        },
        .reads("an opaque mark on the root", ["file /f"]) {
            $0.add("f")
            $0.add(".wh..wh..opq")
        },
        .reads("a mark of aufs", []) { $0.add(".wh..wh.plnk") },
        .reads("what aufs kept beside its files", ["file /f"]) {
            $0.add(".wh..wh.aufs")
            $0.add(".wh..wh.orph", "5")
            $0.add(".wh..wh.orph/x")
            $0.add(".wh..wh.plnk/12.3")
            $0.add(".wh..wh.plnk/.wh.y")
            $0.add("f")
        },
        .reads("a removal below a file", ["file /f = 1"]) {
            $0.add("f", "0", "1")
            $0.add("f/.wh.x")
        },
        .reads("a removal below a file that comes after", ["file /f = 1"]) {
            $0.add("f/.wh.x")
            $0.add("f", "0", "1")
        },
        .reads("a removal below a link", ["symlink /f -> d"]) {
            $0.add("f", "2", to: "d")
            $0.add("f/.wh.x")
        },
        .reads("a removal and removals below it", []) {
            $0.add(".wh.d")
            $0.add("d/.wh.x")
            $0.add("d/.wh..wh..opq")
        },
        .reads("removals below a removal that comes after", []) {
            $0.add("d/e/.wh.x")
            $0.add("d/.wh..wh..opq")
            $0.add(".wh.d")
        },
        .reads("a removal where nothing is", []) { $0.add("no/such/.wh.a") },
        .reads(
            "names that go up and stay inside",
            ["file /b", "file /c = 1 (2 names)", "file /d = 1 (2 names)"]
        ) {
            $0.add("a/../b")
            $0.add("./x/./../c", "0", "1")
            $0.add("d", "1", to: "x/../c")
        },
        .reads("a file with a slash at the end", ["file /f = 1"]) { $0.add("f/", "0", "1") },
        .reads("an empty file with a slash at the end", ["directory /f mode 644"]) { $0.add("f/") },
        .refused("a directory called as a whiteout", "reserved") { $0.add("d/.wh.x/y") },

        // Entries of one name.
        .reads("a file twice", ["file /f = second"]) {
            $0.add("f", "0", "first")
            $0.add("./f", "0", "second")
        },
        .reads("a file, then a directory with children", ["directory /a", "file /a/b"]) {
            $0.add("a", "0", "1")
            $0.add("a", "5", mode: "0000755")
            $0.add("a/b")
        },
        .reads("a directory with children, then a file", ["file /a = 1"]) {
            $0.add("a", "5")
            $0.add("a/b")
            $0.add("a", "0", "1")
        },
        .reads("a directory, a file, children again", ["directory /a", "file /a/c"]) {
            $0.add("a", "5")
            $0.add("a/b")
            $0.add("a", "0", "1")
            $0.add("a/c")
        },
        .reads("a directory twice keeps its children", ["directory /a mode 700", "file /a/b"]) {
            $0.add("a", "5", mode: "0000755")
            $0.add("a/b")
            $0.add("a", "5", mode: "0000700")
        },
        .reads("case makes names distinct", ["file /A = 1", "file /a = 2"]) {
            $0.add("A", "0", "1")
            $0.add("a", "0", "2")
        },
        .reads("Unicode forms are distinct names", ["file /e\u{301} = 1", "file /\u{e9} = 2"]) {
            $0.add("e\u{301}", "0", "1")
            $0.add("\u{e9}", "0", "2")
        },
        .reads("names that are not UTF-8", ["file /\\xff\\xfe = 1"]) {
            $0.add([0xff, 0xfe], "0", [0x31])
        },
        .reads("control characters in a name", ["file /a\u{1b}[31m\n"]) { $0.add("a\u{1b}[31m\n") },
        .reads("a name of 255 bytes", ["file /\(long255)"]) {
            $0.pax([("path", long255)])
            $0.add("n")
        },
        .refused("a name of 256 bytes", "File name too long") {
            $0.pax([("path", long255 + "n")])
            $0.add("n")
        },
        .refused("a path over 4,096 bytes", "raises ArchiveLimits.pathBytes") {
            $0.pax([("path", String(repeating: "d/", count: 2048) + "f")])
            $0.add("f")
        },
        .refused("a long target", "raises ArchiveLimits.pathBytes") {
            $0.add("././@LongLink", "K", String(repeating: "t", count: 5000))
            $0.add("l", "2", to: "t")
        },
        .refused("directories made by one path pass the limit", "raises ArchiveLimits.entries") {
            $0.pax([("path", String(repeating: "d/", count: 1500) + "f")])
            $0.add("f")
        },
        .refused("too many entries", "more than 1000 entries") {
            for number in 0...1000 { $0.add("f\(number)") }
        },
    ]
}
