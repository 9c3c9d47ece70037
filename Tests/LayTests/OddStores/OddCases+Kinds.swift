import LayTestSupport

extension OddCase {
    /// Kinds of entries, and entries that replace one another.
    static let kinds: [OddCase] = [
        .layer("nothing at all", "") { _ in },
        .layer("a file twice", "file /a = 2 mode 600") {
            $0.add("a", "0", "1")
            $0.add("a", "0", "2", mode: "0000600")
        },
        .layer("a directory twice", "directory /a mode 700; file /a/x = 1") {
            $0.add("a/", "5")
            $0.add("a/x", "0", "1")
            $0.add("a/", "5", mode: "0000700")
        },
        .layer("a file, then a directory", "directory /a mode 644; file /a/b = 2") {
            $0.add("a", "0", "1")
            $0.add("a/", "5")
            $0.add("a/b", "0", "2")
        },
        .layer("a directory, then a file", "file /a = 1") {
            $0.add("a/", "5")
            $0.add("a/b", "0", "2")
            $0.add("a", "0", "1")
        },
        .layer("a directory, then a symlink", "symlink /a -> z") {
            $0.add("a/", "5")
            $0.add("a/b", "0", "2")
            $0.add("a", "2", to: "z")
        },
        .layer("a symlink, then a directory", "directory /a mode 700; directory /r mode 644") {
            $0.add("r/", "5")
            $0.add("a", "2", to: "r")
            $0.add("a/", "5", mode: "0000700")
        },
        .over(
            "a directory over a lower directory",
            "- /d; + directory /d mode 711"
        ) { $0.add("d/", "5", mode: "0000711") },
        .over(
            "a file over a lower directory",
            "- /d; - /d/x; - /d/y; + file /d = 1"
        ) { $0.add("d", "0", "1") },
        .over("a directory over a lower file", "- /f; + directory /f mode 644") {
            $0.add("f/", "5")
        },
        .over("a directory over a lower symlink", "- /l; + directory /l mode 644") {
            $0.add("l/", "5")
        },
        .over(
            "a symlink over a lower directory",
            "- /d; - /d/x; - /d/y; + symlink /d -> f"
        ) { $0.add("d", "2", to: "f") },
        .over("a fifo over a lower file", "- /f; + fifo /f") { $0.add("f", "6") },
        .layer("directories that have no entries", "directory /a; directory /a/b; file /a/b/c = 1")
        { $0.add("a/b/c", "0", "1") },
        .layer("a directory after its files", "directory /a mode 700 owner 1:2; file /a/b = 1") {
            $0.add("a/b", "0", "1")
            $0.add("a/", "5", mode: "0000700", fields: owner(1, 2))
        },
        .layer("a file of the oldest type", "file /a = 1") { $0.add("a", "\0", "1", magic: "") },
        .layer("a directory of the oldest type", "directory /a mode 644") {
            $0.add("a/", "\0", magic: "")
        },
        .layer("a contiguous file", "file /a = 1", umoci: "does not know the type") {
            $0.add("a", "7", "1")
        },
        .layer("a fifo", "fifo /a") { $0.add("a", "6") },
        .layer("a character device", "char /a 1:3") {
            $0.add("a", "3", fields: [329: Array("0000001".utf8), 337: Array("0000003".utf8)])
        },
        .layer("a block device", "block /a 8:1") {
            $0.add("a", "4", fields: [329: Array("0000010".utf8), 337: Array("0000001".utf8)])
        },
        .layer("a device of no number", "char /a 0:0", warns: ["0:0"]) { $0.add("a", "3") },
        .layer("a socket", "file /b = 1", warns: ["socket"], umoci: "does not know the type") {
            $0.add("a", "s")
            $0.add("b", "0", "1")
        },
        .layer("an unknown type", refused: "the entry 'a' has the type 'Q', which is not known") {
            $0.add("a", "Q", "1")
        },
        .layer(
            "a volume label", refused: "the entry 'a' is a volume label: make the archive without"
        ) { $0.add("a", "V") },
        .layer(
            "a part of another volume",
            refused: "the entry 'a' continues a file of another volume: join the"
        ) { $0.add("a", "M", "1") },
        .layer(
            "a directory of a dump",
            refused: "the entry 'a' is a directory of an incremental dump: make a"
        ) { $0.add("a", "D") },
        .layer(
            "a directory with contents", "directory /a mode 644; file /b = 1",
            umoci: "reads the contents as a header"
        ) {
            $0.add("a/", "5", "12345")
            $0.add("b", "0", "1")
        },
        .layer("a directory with a size and no contents", "directory /a mode 644; file /b = 1") {
            $0.add("a/", "5", size: "1000")
            $0.add("b", "0", "1")
        },
        .layer("a symlink with a size and no contents", "symlink /a -> b; file /b = 1") {
            $0.add("a", "2", to: "b", size: "1")
            $0.add("b", "0", "1")
        },
        .layer("a mode with the kind in it", "file /a = 1 mode 755") {
            $0.add("a", "0", "1", mode: "0100755")
        },
        .layer(
            "a mode with set-id bits",
            "file /a = 1 mode 4755; file /b = 1 mode 2755; directory /c mode 3777"
        ) {
            $0.add("a", "0", "1", mode: "0004755")
            $0.add("b", "0", "1", mode: "0002755")
            $0.add("c/", "5", mode: "0003777")
        },
        .layer("a mode of nothing", "file /a = 1 mode 0") {
            $0.add("a", "0", "1", mode: "0000000")
        },
        .layer("set-id bits with an owner", "file /a = 1 mode 6755 owner 5:6") {
            $0.add("a", "0", "1", mode: "0006755", fields: owner(5, 6))
        },
        .layer("names of owners", "file /a = 1") {
            $0.add("a", "0", "1", fields: [265: Array("bin".utf8), 297: Array("daemon".utf8)])
        },
        .layers("one layer twice", "file /a = 1") {
            let layer = RawTar.of { $0.add("a", "0", "1") }
            return [layer, layer]
        },
        .layers(
            "an empty layer between",
            "directory /d mode 700 owner 5:6; file /d/x = x; file /d/y = y; file /f = a; symlink /l -> d; file /z = 1"
        ) {
            [base, RawTar.of { _ in }, RawTar.of { $0.add("z", "0", "1") }]
        },
        .layers("no layers", "") { [] },
        .layers("a layer of no bytes", "") { [[]] },
    ]
}
