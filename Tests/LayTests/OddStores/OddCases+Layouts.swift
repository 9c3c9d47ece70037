import LayArchive
import LayBounds

extension OddCase {
    private static let tag = OddStore.tag("app:1")
    private static let empty = Array("{}".utf8)

    /// An artifact beside `app:1`.
    private static func artifact(
        _ name: String, _ said: String, _ build: @escaping @Sendable (inout OddStore) -> String
    ) -> OddCase {
        .store(name, "app:1 | file /name = x", warns: [said]) {
            let image = $0.image("x", tag)
            $0.finish([build(&$0), image])
        }
    }

    /// Manifests and indexes of layouts.
    static let layouts: [OddCase] = [
        artifact("a signature beside an image", "cosign") {
            let config = $0.describe("config.v1+json", OddStore.config([]))
            let payload = $0.describe("application/vnd.dev.cosign.simplesigning.v1+json", "{}")
            return $0.describe("manifest.v1+json", OddStore.manifest(config, [payload]))
        },
        artifact("a referrer beside an image", "spdx") {
            let config = $0.describe("application/vnd.oci.empty.v1+json", empty)
            let manifest = OddStore.manifest(
                config, [config], #""artifactType":"application/spdx+json""#)
            return $0.describe("manifest.v1+json", manifest)
        },
        artifact("a chart beside an image", "helm") {
            let config = $0.describe("application/vnd.cncf.helm.config.v1+json", "{}")
            let chart = $0.describe("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "x")
            return $0.describe("manifest.v1+json", OddStore.manifest(config, [chart]))
        },
        artifact("a manifest of artifacts beside an image", "artifact") {
            $0.describe("application/vnd.oci.artifact.manifest.v1+json", "{}")
        },
        artifact("any bytes beside an image", "octet-stream") {
            $0.describe("application/octet-stream", "any")
        },
        .store("an artifact alone", refused: "there is no image", kind: .notFound) {
            let config = $0.describe("application/vnd.example+json", "{}")
            $0.finish([$0.describe("manifest.v1+json", OddStore.manifest(config, []))])
        },
        .store("an attestation beside an image", "app:1 | file /name = x") {
            let image = $0.image("x", tag)
            let more = #""annotations":{"vnd.docker.reference.type":"attestation-manifest"}"#
            $0.finish([$0.image("attested", more), image])
        },
        .store(
            "no image at all", refused: "no image for linux/amd64 in the layout /store",
            kind: .notFound
        ) { $0.finish([]) },
        .store(
            "an index whose manifests are null",
            refused: "no image for linux/amd64 in the layout /store", kind: .notFound
        ) {
            $0.finish([])
            $0.file("index.json", #"{"schemaVersion":2,"manifests":null}"#)
        },
        .store("an index that is no JSON", refused: "index.json is no JSON") {
            $0.finish([$0.image()])
            $0.file("index.json", "{")
        },
        .store(
            "an index that is a list", refused: "no image for linux/amd64 in the layout /store",
            kind: .notFound
        ) {
            $0.finish([$0.image()])
            $0.file("index.json", "[]")
        },
        .store("an image without a name", "file /name = x") { $0.finish([$0.image()]) },
        .store("annotations that are null", "file /name = x") {
            $0.finish([$0.image("x", #""annotations":null"#)])
        },
        .store("an empty name", " | file /name = x", warns: ["names no image"]) {
            $0.finish([$0.image("x", OddStore.tag(""))])
        },
        .store("a name that is a tag alone", "latest | file /name = x", warns: ["names no image"]) {
            $0.finish([$0.image("x", OddStore.tag("latest"))])
        },
        .store("a name in capitals", "UPPER/x:1 | file /name = x") {
            $0.finish([$0.image("x", OddStore.tag("UPPER/x:1"))])
        },
        .store("a name that is a number", "file /name = x") {
            $0.finish([$0.image("x", #""annotations":{"org.opencontainers.image.ref.name":5}"#)])
        },
        .store("containerd's name before OCI's", "docker.io/library/a:2 | file /name = x") {
            let more =
                #""annotations":{"io.containerd.image.name":"docker.io/library/a:2","#
                + #""org.opencontainers.image.ref.name":"2"}"#
            $0.finish([$0.image("x", more)])
        },
        .store("one name twice", "app:1 | file /name = x") {
            $0.finish([$0.image("x", tag), $0.image("y", tag)])
        },
        .store("two images, of which one is named", "b:2 | file /name = y", named: "b:2") {
            $0.finish([$0.image("x", tag), $0.image("y", OddStore.tag("b:2"))])
        },
        .store("a name that nothing has", refused: "no image 'c:3'", kind: .notFound, named: "c:3")
        {
            $0.finish([$0.image("x", tag)])
        },
        .store("one image under two names", "app:1 | file /name = x\nb:2 | file /name = x") {
            $0.finish([$0.image("x", tag), $0.image("x", OddStore.tag("b:2"))])
        },
        .store("a missing manifest", refused: "is missing") {
            $0.finish([$0.image("x", tag)])
            let manifest = $0.files[2].name
            $0.remove(manifest)
        },
        .store("missing layers", refused: "is missing") {
            $0.finish([$0.image("x", tag)])
            let layer = Digest.of(OddStore.layer("x")).hex
            $0.remove("blobs/sha256/\(layer)")
        },
        .store("a blob of other bytes", refused: "damaged") {
            $0.finish([$0.image("x", tag)])
            $0.file("blobs/sha256/\(Digest.of(OddStore.layer("x")).hex)", OddStore.layer("z"))
        },
        .store("a manifest of a wrong size", refused: "bytes, but") {
            let manifest = OddStore.manifest($0.describe("config.v1+json", OddStore.config([])), [])
            $0.finish([$0.describe("manifest.v1+json", Array(manifest.utf8), size: "5")])
        },
        .store("a size that is a text", "") {
            let manifest = OddStore.manifest($0.describe("config.v1+json", OddStore.config([])), [])
            $0.finish([$0.describe("manifest.v1+json", Array(manifest.utf8), size: "\"5\"")])
        },
        .store("a digest that is none", refused: "a descriptor in index.json has no digest") {
            $0.finish([$0.describe("manifest.v1+json", empty, digest: "sha256:abc")])
        },
        .store("a digest out of the layout", refused: "a descriptor in index.json has no digest") {
            $0.finish([$0.describe("manifest.v1+json", empty, digest: "sha256:../../etc/passwd")])
        },
        .store("a digest of another kind", refused: "a descriptor in index.json has no digest") {
            let digest = "sha512:" + String(repeating: "0", count: 128)
            $0.finish([$0.describe("manifest.v1+json", empty, digest: digest)])
        },
        .store("no digest", refused: "has no digest") { $0.finish(["{}"]) },
        .store("a manifest without a config", refused: "names no config") {
            $0.finish([$0.describe("manifest.v1+json", #"{"schemaVersion":2,"layers":[]}"#)])
        },
        .store("a manifest whose layers are null", "") {
            let config = $0.describe("config.v1+json", OddStore.config([]))
            $0.finish([
                $0.describe(
                    "manifest.v1+json", #"{"schemaVersion":2,"config":\#(config),"layers":null}"#)
            ])
        },
        .store(
            "a manifest of the first schema", refused: "there is no image in the layout /store",
            kind: .notFound
        ) {
            let manifest = #"{"schemaVersion":1,"name":"a","fsLayers":[]}"#
            $0.finish([
                $0.describe("application/vnd.docker.distribution.manifest.v1+json", manifest)
            ])
        },
        .store("a manifest with fields of nobody", "") {
            let config = $0.describe("config.v1+json", OddStore.config([]))
            let more = #""x":[1],"annotations":{"a":"b"},"subject":{"digest":"sha256:0"}"#
            $0.finish([$0.describe("manifest.v1+json", OddStore.manifest(config, [], more))])
        },
        .store("Docker's media types", "file /name = x") {
            let docker = "application/vnd.docker."
            let layer = OddStore.layer("x")
            let config = OddStore.config([layer])
            let manifest = OddStore.manifest(
                $0.describe("\(docker)container.image.v1+json", config),
                [$0.describe("\(docker)image.rootfs.diff.tar", layer)])
            $0.finish([$0.describe("\(docker)distribution.manifest.v2+json", manifest)])
        },
        .store("no media type", "file /name = x") {
            $0.finish([
                $0.image().replacing(
                    #""mediaType":"application/vnd.oci.image.manifest.v1+json","#, with: "")
            ])
        },
        .store("a nested index", "app:1 | file /name = x") {
            let inner = OddStore.index([$0.image()])
            let outer = OddStore.index([$0.describe("index.v1+json", inner)])
            $0.finish([$0.describe("index.v1+json", outer, tag)])
        },
        .store("an index nested too deeply", refused: "nested too deeply") {
            var inner = OddStore.index([$0.image()])
            for _ in 0..<12 { inner = OddStore.index([$0.describe("index.v1+json", inner)]) }
            $0.finish([$0.describe("index.v1+json", inner, tag)])
        },
        .store(
            "an index of nothing", refused: "no image for linux/amd64 in the layout /store",
            kind: .notFound
        ) {
            $0.finish([$0.describe("index.v1+json", OddStore.index([]), tag)])
        },
        .store("an index of Docker's", "app:1 | file /name = x") {
            let index = OddStore.index([$0.image("x", OddStore.platform("amd64"))])
            $0.finish([
                $0.describe("application/vnd.docker.distribution.manifest.list.v2+json", index, tag)
            ])
        },
        .store("an image for another platform alone", "app:1 | linux/arm64 | file /name = x") {
            $0.finish([$0.image("x", tag, platform: #""architecture":"arm64","os":"linux""#)])
        },
        .store(
            "an index without this platform", refused: "no image for linux/amd64", kind: .notFound
        ) {
            let arm = $0.image(
                "x", OddStore.platform("arm64"), platform: #""architecture":"arm64","os":"linux""#)
            $0.finish([$0.describe("index.v1+json", OddStore.index([arm]), tag)])
        },
        .store(
            "a platform that was left out", "app:1 | file /name = x",
            warns: ["skipped the image for linux/arm64"]
        ) {
            let arm = $0.image(
                "y", OddStore.platform("arm64"), platform: #""architecture":"arm64","os":"linux""#)
            $0.remove("blobs")
            let index = OddStore.index([arm, $0.image("x", OddStore.platform("amd64"))])
            $0.finish([$0.describe("index.v1+json", index, tag)])
        },
        .store(
            "a platform by another spelling", "app:1 | linux/aarch64 | file /name = x",
            platform: "linux/aarch64"
        ) {
            let arm = $0.image(
                "x", OddStore.platform("aarch64"),
                platform: #""architecture":"aarch64","os":"linux""#)
            $0.finish([$0.describe("index.v1+json", OddStore.index([arm]), tag)])
        },
        .store("a platform that is null", "file /name = x") {
            $0.finish([$0.image("x", #""platform":null"#)])
        },
        .store(
            "a platform that its config denies",
            refused: "no image for linux/amd64 in the layout /store", kind: .notFound
        ) {
            let image = $0.image("x", OddStore.platform("arm64"))
            $0.finish([$0.describe("index.v1+json", OddStore.index([image]), tag)])
        },
        .store("a foreign layer that is elsewhere", refused: "foreign", kind: .valueError) {
            let layer = OddStore.layer("x")
            let config = $0.describe("config.v1+json", OddStore.config([layer]))
            let foreign = $0.describe("layer.nondistributable.v1.tar", layer, isThere: false)
            $0.finish([$0.describe("manifest.v1+json", OddStore.manifest(config, [foreign]))])
        },
        .store("a descriptor with its data", "file /name = x") {
            $0.finish([$0.image("x", #""data":"e30=","urls":[]"#)])
        },
        .store("a layout without its marker", "app:1 | file /name = x", warns: ["oci-layout"]) {
            $0.finish([$0.image("x", tag)])
            $0.remove("oci-layout")
        },
        .store("a layout of another version", refused: "version '2.0.0'", kind: .valueError) {
            $0.finish([$0.image("x", tag)])
            $0.file("oci-layout", #"{"imageLayoutVersion":"2.0.0"}"#)
        },
        .store(
            "a layout whose marker is empty", "app:1 | file /name = x", warns: ["names no version"]
        ) {
            $0.finish([$0.image("x", tag)])
            $0.file("oci-layout", "")
        },
    ]
}
