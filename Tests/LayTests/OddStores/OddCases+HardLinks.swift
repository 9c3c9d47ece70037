import LayTestSupport

extension OddCase {
    /// Hard links over `base`.
    static let hardLinks: [OddCase] = [
        .over(
            "a hard link to a file of its layer", "+ file /a = 1 (2 names); + file /b = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a")
        },
        .over(
            "a hard link to a file below",
            "- /f; + file /f = a (2 names); + file /h = a (2 names)"
        ) { $0.add("h", "1", to: "f") },
        .over(
            "a hard link through a link below",
            "- /d/x; + file /d/x = x (2 names); + file /h = x (2 names)"
        ) { $0.add("h", "1", to: "l/x") },
        .over(
            "a hard link to a symlink", "+ symlink /h -> f (2 names); + symlink /s -> f (2 names)"
        ) {
            $0.add("s", "2", to: "f")
            $0.add("h", "1", to: "s")
        },
        .over(
            "a hard link to a symlink below",
            "- /l; + symlink /h -> d (2 names); + symlink /l -> d (2 names)"
        ) { $0.add("h", "1", to: "l") },
        .over(
            "a hard link to a hard link",
            "+ file /a = 1 (3 names); + file /b = 1 (3 names); + file /c = 1 (3 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a")
            $0.add("c", "1", to: "b")
        },
        .over(
            "a hard link to itself", "+ file /a = 1", umoci: "removes the file before it links it"
        ) {
            $0.add("a", "0", "1")
            $0.add("a", "1", to: "a")
        },
        .over(
            "a hard link before its file", "+ file /a = 1 (2 names); + file /b = 1 (2 names)",
            umoci: "wants the file first"
        ) {
            $0.add("b", "1", to: "a")
            $0.add("a", "0", "1")
        },
        .over(
            "a hard link to nothing",
            refused: "the entry 'b' is a hard link to 'none', which the archive"
        ) { $0.add("b", "1", to: "none") },
        .over(
            "a hard link to a directory",
            refused: "the entry 'b' is a hard link to 'd', which the archive does"
        ) { $0.add("b", "1", to: "d") },
        .over(
            "a hard link without a target", refused: "the entry 'b' is a hard link without a target"
        ) { $0.add("b", "1") },
        .over("a hard link whose file is replaced", "+ file /a = 2; + file /b = 1") {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a")
            $0.add("a", "0", "2")
        },
        .over("a hard link that is replaced", "+ file /a = 1; + file /b = 2") {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a")
            $0.add("b", "0", "2")
        },
        .over(
            "a hard link over a file below",
            "- /f; + file /a = 1 (2 names); + file /f = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("f", "1", to: "a")
        },
        .over(
            "a hard link over a directory below",
            "- /d; - /d/x; - /d/y; + file /a = 1 (2 names); + file /d = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("d", "1", to: "a")
        },
        .over(
            "a hard link below a directory that is not there",
            "+ file /a = 1 (2 names); + directory /n; + directory /n/m; + file /n/m/b = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("n/m/b", "1", to: "a")
        },
        .over(
            "a hard link with a slash in front of its target",
            "+ file /a = 1 (2 names); + file /b = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "/a")
        },
        .over(
            "a hard link with a dot in front of its target",
            "+ file /a = 1 (2 names); + file /b = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "./a")
        },
        .over(
            "a hard link with two dots inside its target",
            "+ file /a = 1 (2 names); + file /b = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "d/../a")
        },
        .over(
            "a hard link out of the root",
            refused: "the entry 'b' is a hard link that leads out of the tree",
            umoci: "stays in the root, and links /f"
        ) { $0.add("b", "1", to: "../f") },
        .over(
            "a hard link with other attributes than its file",
            "+ file /a = 1 (2 names); + file /b = 1 (2 names)"
        ) {
            $0.add("a", "0", "1")
            $0.add("b", "1", to: "a", mode: "0000755", fields: owner(7, 8))
        },
        .over("a hard link with a size", "+ file /a = 12345 (2 names); + file /b = 12345 (2 names)")
        {
            $0.add("a", "0", "12345")
            $0.add("b", "1", to: "a", size: "5")
        },
        .over("a hard link to a device", "+ fifo /a (2 names); + fifo /b (2 names)") {
            $0.add("a", "6")
            $0.add("b", "1", to: "a")
        },
        .over(
            "a hard link to what its layer removes",
            refused: "the entry 'h' is a hard link to 'f', which the archive does"
        ) {
            $0.add(".wh.f")
            $0.add("h", "1", to: "f")
        },
        .over(
            "a hard link to what its layer removes after",
            refused: "the entry 'h' is a hard link to 'f', which the archive does",
            umoci: "follows the order of the entries"
        ) {
            $0.add("h", "1", to: "f")
            $0.add(".wh.f")
        },
        .over(
            "a hard link through a new symlink",
            "+ file /b = 1 (2 names); + directory /real mode 644; + file /real/a = 1 (2 names); + symlink /way -> real"
        ) {
            $0.add("real/", "5")
            $0.add("real/a", "0", "1")
            $0.add("way", "2", to: "real")
            $0.add("b", "1", to: "way/a")
        },
        .layers("a hard link whose file a later layer removes", "file /b = 1") {
            [
                RawTar.of {
                    $0.add("a", "0", "1")
                    $0.add("b", "1", to: "a")
                }, RawTar.of { $0.add(".wh.a") },
            ]
        },
        .layers("a hard link of which a later layer replaces one name", "file /a = 2; file /b = 1")
        {
            [
                RawTar.of {
                    $0.add("a", "0", "1")
                    $0.add("b", "1", to: "a")
                }, RawTar.of { $0.add("a", "0", "2") },
            ]
        },
        .over(
            "a hard link with a long target in GNU's form",
            "+ file /b = 1 (2 names); + file /\(long(90)) = 1 (2 names)"
        ) {
            $0.add(long(90), "0", "1")
            $0.add("././@LongLink", "K", long(90) + "\0")
            $0.add("b", "1", to: "cut")
        },
    ]
}
