import LayArchive
import LayBounds
import LayTestSupport

extension OddCase {
    private static let layer = OddStore.layer("x")
    private static let config = OddStore.config([OddStore.layer("x")])

    /// An archive as `docker save` writes it, with a manifest as it is given.
    private static func docker(
        _ name: String, _ gives: String = "", refused: String? = nil,
        kind: ErrorKind = .corruptData, warns: [String] = [], named: String? = nil,
        _ manifest: String,
        _ change: @escaping @Sendable (inout OddStore) throws -> Void = { _ in }
    ) -> OddCase {
        .store(name, gives, refused: refused, kind: kind, warns: warns, named: named) {
            $0.isArchive = true
            $0.file("c.json", config)
            $0.file("l.tar", layer)
            $0.file("manifest.json", manifest)
            try change(&$0)
        }
    }

    private static let usual = #"[{"Config":"c.json","RepoTags":["app:1"],"Layers":["l.tar"]}]"#

    /// Archives of Docker, and stores that came before or beside them.
    static let archives: [OddCase] = [
        docker("docker: as it is", "app:1 | file /name = x", usual),
        docker("docker: in a directory", "app:1 | file /name = x", usual) { $0.isArchive = false },
        docker("docker: no tags", "file /name = x", #"[{"Config":"c.json","Layers":["l.tar"]}]"#),
        docker(
            "docker: tags that are null", "file /name = x",
            #"[{"Config":"c.json","RepoTags":null,"Layers":["l.tar"]}]"#),
        docker(
            "docker: two tags", "a:1 | file /name = x\nb:2 | file /name = x",
            #"[{"Config":"c.json","RepoTags":["a:1","b:2"],"Layers":["l.tar"]}]"#),
        docker(
            "docker: a tag that is none", "<none>:<none> | file /name = x",
            #"[{"Config":"c.json","RepoTags":["<none>:<none>"],"Layers":["l.tar"]}]"#),
        docker(
            "docker: tags that are numbers", "file /name = x",
            #"[{"Config":"c.json","RepoTags":[5],"Layers":["l.tar"]}]"#),
        docker(
            "docker: names with a dot in front", "app:1 | file /name = x",
            #"[{"Config":"./c.json","RepoTags":["app:1"],"Layers":["./l.tar"]}]"#),
        docker(
            "docker: names with a slash in front", "app:1 | file /name = x",
            #"[{"Config":"/c.json","RepoTags":["app:1"],"Layers":["/l.tar"]}]"#),
        docker(
            "docker: a missing layer", refused: "needs 'm.tar'",
            #"[{"Config":"c.json","RepoTags":["app:1"],"Layers":["m.tar"]}]"#),
        docker(
            "docker: a missing config", refused: "needs 'm.json'",
            #"[{"Config":"m.json","RepoTags":["app:1"],"Layers":["l.tar"]}]"#),
        docker(
            "docker: a layer without a name", refused: "names no file",
            #"[{"Config":"c.json","RepoTags":["app:1"],"Layers":[""]}]"#),
        docker(
            "docker: layers that are null", refused: "no Layers",
            #"[{"Config":"c.json","Layers":null}]"#),
        docker(
            "docker: too many layers", refused: "2 layers",
            #"[{"Config":"c.json","Layers":["l.tar","l.tar"]}]"#),
        docker("docker: an empty list", refused: "no image", kind: .notFound, "[]"),
        docker("docker: a manifest that is no JSON", refused: "is no JSON", "["),
        docker(
            "docker: sources of layers", "file /name = x",
            #"[{"Config":"c.json","Layers":["l.tar"],"LayerSources":{}}]"#),
        docker(
            "docker: a parent", "file /name = x",
            #"[{"Config":"c.json","Layers":["l.tar"],"Parent":"sha256:0"}]"#),
        docker(
            "docker: one image twice", "a:1 | file /name = x\nb:2 | file /name = x",
            #"[{"Config":"c.json","RepoTags":["a:1"],"Layers":["l.tar"]},"#
                + #"{"Config":"c.json","RepoTags":["b:2"],"Layers":["l.tar"]}]"#
        ),
        docker(
            "docker: the second image", "b:2 | file /name = x", named: "b:2",
            #"[{"Config":"no","RepoTags":["a:1"],"Layers":[]},"#
                + #"{"Config":"c.json","RepoTags":["b:2"],"Layers":["l.tar"]}]"#
        ),
        docker(
            "docker: a name that nothing has", refused: "c:3", kind: .notFound, named: "c:3",
            usual),
        docker("docker: a zipped layer", "app:1 | file /name = x", usual) {
            $0.file("l.tar", try Compression.gzip.compress(layer))
        },
        docker("docker: a layer of other bytes", refused: "not the one", usual) {
            $0.file("l.tar", OddStore.layer("z"))
        },
        docker(
            "docker: a config that is no JSON",
            refused: "the config of the archive's image app:1 is no JSON: line 1,", usual
        ) { $0.file("c.json", "{") },
        docker(
            "docker: below one directory", "app:1 | file /name = x",
            warns: ["lie in the directory img"], usual
        ) { $0.move(below: "img") },
        docker(
            "docker: below two directories",
            "directory /a; directory /a/b; file /a/b/c.json (151 bytes); "
                + "file /a/b/l.tar (2048 bytes); file /a/b/manifest.json (71 bytes)",
            usual + "          "
        ) { $0.move(below: "a/b") },
        docker("docker: a directory among its files", "app:1 | file /name = x", usual) {
            $0.file("extra/VERSION", "1.0")
        },
        .store("docker: zipped", "app:1 | file /name = x") {
            var inner = OddStore()
            inner.file("c.json", config)
            inner.file("l.tar", layer)
            inner.file("manifest.json", usual)
            $0.packed = try Compression.gzip.compress(inner.archive)
        },
        .store("docker: a layer that is a link", "app:1 | file /name = x") {
            let (config, layer) = (Array(config.utf8), layer)
            $0.packed = RawTar.of {
                $0.add(Array("c.json".utf8), "0", config)
                $0.add(Array("id/real.tar".utf8), "0", layer)
                $0.add("l.tar", "2", to: "id/real.tar")
                $0.add("manifest.json", "0", usual)
            }
        },
        .store("a layout as a tar", "app:1 | file /name = x") {
            $0.finish([$0.image("x", OddStore.tag("app:1"))])
            $0.isArchive = true
        },
        .store(
            "a layout below one directory", "app:1 | file /name = x",
            warns: ["lie in the directory img"]
        ) {
            $0.finish([$0.image("x", OddStore.tag("app:1"))])
            $0.isArchive = true
            $0.move(below: "img")
        },
        .store("a layout with a manifest of Docker", "app:1 | file /name = x") {
            $0.finish([$0.image("x", OddStore.tag("app:1"))])
            $0.file("manifest.json", "[]")
        },
        .store("the first form of Docker", "app:1 | file /name = top", warns: ["first form"]) {
            $0.isArchive = true
            $0.file("repositories", #"{"app":{"1":"bbb"}}"#)
            $0.file("aaa/json", #"{"id":"aaa"}"#)
            $0.file("aaa/layer.tar", layer)
            $0.file("bbb/json", #"{"id":"bbb","parent":"aaa","config":{"Cmd":["a"]}}"#)
            $0.file("bbb/layer.tar", OddStore.layer("top"))
        },
        .store("the first form with a missing parent", refused: "aaa") {
            $0.file("repositories", #"{"app":{"1":"bbb"}}"#)
            $0.file("bbb/json", #"{"id":"bbb","parent":"aaa"}"#)
            $0.file("bbb/layer.tar", layer)
        },
        .store("the first form in a circle", refused: "circle") {
            $0.file("repositories", #"{"app":{"1":"aaa"}}"#)
            $0.file("aaa/json", #"{"id":"aaa","parent":"aaa"}"#)
            $0.file("aaa/layer.tar", layer)
        },
        .store("a plain directory of skopeo", "file /name = x") {
            let config = $0.describe("config.v1+json", config)
            let blob = $0.describe("layer.v1.tar", layer)
            let digests = $0.files
            $0.remove("")
            for (name, bytes) in digests { $0.file(String(name.dropFirst(13)), bytes) }
            $0.file("manifest.json", OddStore.manifest(config, [blob]))
            $0.file("version", "Directory Transport Version: 1.1\n")
        },
        .store("a plain directory without a layer", refused: "the manifest of /store needs") {
            let config = $0.describe("config.v1+json", config)
            let blob = $0.describe("layer.v1.tar", layer, isThere: false)
            let digests = $0.files
            $0.remove("")
            for (name, bytes) in digests { $0.file(String(name.dropFirst(13)), bytes) }
            $0.file("manifest.json", OddStore.manifest(config, [blob]))
        },
        .store("a file system", "directory /etc; file /etc/passwd = root; file /index.html = <p>") {
            $0.file("etc/passwd", "root")
            $0.file("index.html", "<p>")
        },
        .store(
            "a file system as a tar",
            "directory /etc; file /etc/passwd = root; file /index.json = {}"
        ) {
            $0.isArchive = true
            $0.file("etc/passwd", "root")
            $0.file("index.json", "{}")
        },
        .store("an empty directory", "") { _ in },
        .store("an empty tar", "") { $0.isArchive = true },
        .store("words in place of a store", refused: "the tar is cut short in a header") {
            $0.packed = Array("words".utf8)
        },
        .store("no bytes in place of a store", "") { $0.packed = [] },
    ]
}
