internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// What an image is asked.
    func installImageQueries(_ images: TypeTable<Image>) {
        let stack = "let i = scratch.write(\"/a\", \"12345\").write(\"/a\", \"1\")\n"
        images.method(
            "get", "The file at a path with its links followed, or nil.",
            [Parameter("path", "where it lies")],
            example: "toolbox.get(\"/nowhere\")  # => nil"
        ) { (_, image, path: TreePath) in try? image.tree.entry(at: path) }
        images.method(
            "tag", "Gives it a name in the world; an older image of that name stays without it.",
            [Parameter("reference", "the name: \"app:1.0\"")],
            example: """
                toolbox.tag("base:1.0").tags  # => ["base:1.0"]
                image("base:1.0") == toolbox  # => true
                """
        ) { (bindings, image, reference: Reference) in
            try bindings.world.tag(image, reference)
            return image
        }
        images.method(
            "which", "The topmost layer that holds something at a path, or nil.",
            [Parameter("path", "where it lies")],
            example: stack + "i.which(\"/a\") == i.layers[1]  # => true"
        ) { (_, image, path: TreePath) in image.layer(holding: path) }
        images.method(
            "versions",
            "What each layer does to a path, from the bottom up: maps of layer and change.",
            [Parameter("path", "where it lies")],
            example: stack + "i.versions(\"/a\").map(v => v[\"change\"].size)  # => [5, 1]"
        ) { (_, image, path: TreePath) in
            image.versions(of: path).map { version -> Fields in
                ["layer": image.layers[version.layer], "change": version.change]
            }
        }
        images.method(
            "waste",
            "Bytes of files that nobody sees, because a later layer replaces or removes them.",
            example: stack + "i.waste()  # => 5"
        ) { _, image in try image.waste() }
        images.method(
            "shares", "What it has in common with another: how many layers, of how many bytes.",
            [Parameter("other", "the other image")],
            example: "toolbox.cmd(\"ls\").shares(toolbox)[\"layers\"]  # => 1"
        ) { (_, image, other: Image) -> Fields in
            let shared = try image.shared(with: other)
            return ["layers": shared.layers, "bytes": shared.bytes]
        }
        images.method(
            "inspect", "All that is known of it, as docker image inspect shows it.",
            example: "toolbox.inspect()[\"Os\"]  # => \"linux\""
        ) { bindings, image in Inspection.image(image, in: bindings.world) }
    }
}
