import LayTestSupport

extension OddCase {
    /// Whiteouts and opaque marks over `base`.
    static let removals: [OddCase] = [
        .over("a removal of a file", "- /f") { $0.add(".wh.f") },
        .over(
            "a removal of a directory",
            "- /d; - /d/x; - /d/y"
        ) { $0.add(".wh.d") },
        .over("a removal of a link leaves its target", "- /l") { $0.add(".wh.l") },
        .over("a removal of what is not there", "") { $0.add(".wh.none") },
        .over("a removal below what is not there", "") { $0.add("no/such/.wh.a") },
        .over("a removal below a lower file", "") { $0.add("f/.wh.x") },
        .over("a removal below a lower link", "", umoci: "follows the link and removes /d/x") {
            $0.add("l/.wh.x")
        },
        .over(
            "a removal below a new file",
            "- /d; - /d/x; - /d/y; + file /d = 1"
        ) {
            $0.add("d", "0", "1")
            $0.add("d/.wh.x")
        },
        .over(
            "a removal below a new link",
            "- /d; - /d/x; - /d/y; + symlink /d -> f"
        ) {
            $0.add("d", "2", to: "f")
            $0.add("d/.wh.x")
        },
        .over(
            "a removal after one above it",
            "- /d; - /d/x; - /d/y"
        ) {
            $0.add(".wh.d")
            $0.add("d/.wh.x")
        },
        .over(
            "a removal before one above it",
            "- /d; - /d/x; - /d/y"
        ) {
            $0.add("d/.wh.x")
            $0.add(".wh.d")
        },
        .over(
            "a removal above an opaque mark",
            "- /d; - /d/x; - /d/y"
        ) {
            $0.add(".wh.d")
            $0.add("d/.wh..wh..opq")
        },
        .over("a removal before its own name", "- /f; + file /f = new") {
            $0.add(".wh.f")
            $0.add("f", "0", "new")
        },
        .over("a removal after its own name", "- /f; + file /f = new") {
            $0.add("f", "0", "new")
            $0.add(".wh.f")
        },
        .over(
            "a removal of a directory that is made anew before",
            "- /d; - /d/x; - /d/y; + directory /d mode 644; + file /d/z = z"
        ) {
            $0.add("d/", "5")
            $0.add("d/z", "0", "z")
            $0.add(".wh.d")
        },
        .over(
            "a removal of a directory that is made anew after",
            "- /d; - /d/x; - /d/y; + directory /d mode 644; + file /d/z = z"
        ) {
            $0.add(".wh.d")
            $0.add("d/", "5")
            $0.add("d/z", "0", "z")
        },
        .over(
            "a removal of a directory with new files and no entry",
            "- /d; - /d/x; - /d/y; + directory /d; + file /d/z = z"
        ) {
            $0.add(".wh.d")
            $0.add("d/z", "0", "z")
        },
        .over("a removal as a directory", "- /f") { $0.add(".wh.f/", "5") },
        .over(
            "a removal as a directory with files",
            refused: "the entry '.wh.f/inner': /.wh.f/inner: Invalid argument",
            umoci: "unpacks the files below the removal"
        ) {
            $0.add(".wh.f/", "5")
            $0.add(".wh.f/inner", "0", "1")
        },
        .over("a removal as a symlink", "- /f") { $0.add(".wh.f", "2", to: "x") },
        .over("a removal as a hard link to another one", "- /d/x; - /f") {
            $0.add("d/.wh.x")
            $0.add(".wh.f", "1", to: "d/.wh.x")
        },
        .over("a removal as a device", "- /f") { $0.add(".wh.f", "3") },
        .over("a removal with contents", "- /f") { $0.add(".wh.f", "0", "1234") },
        .over("a removal twice", "- /f") {
            $0.add(".wh.f")
            $0.add(".wh.f")
        },
        .over("a removal of nothing", refused: "the whiteout '.wh.' names nothing") {
            $0.add(".wh.")
        },
        .over("a removal of a dot", refused: "the whiteout '.wh..' names nothing") {
            $0.add(".wh..")
        },
        .over("a removal of two dots", refused: "the whiteout 'd/.wh...' names nothing") {
            $0.add("d/.wh...")
        },
        .over("a removal of a removal", "") { $0.add(".wh..wh.f") },
        .over("a removal with a dot in front", "- /f") { $0.add("./.wh.f") },
        .over("a removal with a slash in front", "- /f") { $0.add("/.wh.f") },
        .over("a removal of a hidden file", "") { $0.add("d/.wh..x") },
        .layer("a removal in the lowest layer", "file /a = 1") {
            $0.add("a", "0", "1")
            $0.add(".wh.a")
            $0.add(".wh.b")
        },
        .layers(
            "a removal over two layers",
            "directory /d mode 700 owner 5:6; file /d/y = y; file /f = a; symlink /l -> d"
        ) {
            [
                base, RawTar.of { $0.add("d/x", "0", "second") },
                RawTar.of { $0.add("d/.wh.x") },
            ]
        },
        .layers(
            "a removal, and a file of that name again",
            "directory /d mode 700 owner 5:6; file /d/x = x; file /d/y = y; file /f = third; symlink /l -> d"
        ) {
            [base, RawTar.of { $0.add(".wh.f") }, RawTar.of { $0.add("f", "0", "third") }]
        },
        .over(
            "an opaque mark after its directory",
            "- /d; - /d/x; - /d/y; + directory /d mode 644"
        ) {
            $0.add("d/", "5")
            $0.add("d/.wh..wh..opq")
        },
        .over(
            "an opaque mark before its directory",
            "- /d; - /d/x; - /d/y; + directory /d mode 711"
        ) {
            $0.add("d/.wh..wh..opq")
            $0.add("d/", "5", mode: "0000711")
        },
        .over(
            "an opaque mark between siblings",
            "- /d; - /d/x; - /d/y; + directory /d mode 644; + file /d/a = 1; + file /d/z = 2"
        ) {
            $0.add("d/", "5")
            $0.add("d/a", "0", "1")
            $0.add("d/.wh..wh..opq")
            $0.add("d/z", "0", "2")
        },
        .over("an opaque mark without its directory", "- /d/x; - /d/y") {
            $0.add("d/.wh..wh..opq")
        },
        .over(
            "an opaque mark and a file without their directory",
            "- /d/x; - /d/y; + file /d/z = z"
        ) {
            $0.add("d/z", "0", "z")
            $0.add("d/.wh..wh..opq")
        },
        .over(
            "an opaque mark on the root",
            "- /d; - /d/x; - /d/y; - /f; - /l"
        ) { $0.add(".wh..wh..opq") },
        .over(
            "an opaque mark on the root among new files",
            "- /d; - /d/x; - /d/y; - /f; - /l; + file /a = 1; + file /z = 1"
        ) {
            $0.add("a", "0", "1")
            $0.add(".wh..wh..opq")
            $0.add("z", "0", "1")
        },
        .over("an opaque mark on a lower file", "") { $0.add("f/.wh..wh..opq") },
        .over("an opaque mark on a new directory", "+ directory /n mode 644") {
            $0.add("n/", "5")
            $0.add("n/.wh..wh..opq")
        },
        .over(
            "an opaque mark and a removal of the same",
            "- /d; - /d/x; - /d/y; + directory /d mode 644"
        ) {
            $0.add("d/", "5")
            $0.add("d/.wh..wh..opq")
            $0.add("d/.wh.x")
        },
        .over(
            "an opaque mark as a directory",
            "- /d; - /d/x; - /d/y; + directory /d mode 644"
        ) {
            $0.add("d/", "5")
            $0.add("d/.wh..wh..opq/", "5")
        },
        .over("an opaque mark in place of a link", "- /l; + directory /l mode 644") {
            $0.add("l/", "5")
            $0.add("l/.wh..wh..opq")
        },
        .layers(
            "an opaque mark hides two layers",
            "directory /d mode 700 owner 5:6; file /f = a; symlink /l -> d"
        ) {
            [
                base, RawTar.of { $0.add("d/z", "0", "z") },
                RawTar.of { $0.add("d/.wh..wh..opq") },
            ]
        },
        .over("names that aufs kept", "", umoci: "unpacks them as files") {
            $0.add(".wh..wh.aufs")
            $0.add(".wh..wh.orph/", "5")
            $0.add(".wh..wh.orph/x", "0", "1")
            $0.add(".wh..wh.plnk/", "5")
            $0.add(".wh..wh.plnk/12.3", "0", "1")
        },
    ]
}
