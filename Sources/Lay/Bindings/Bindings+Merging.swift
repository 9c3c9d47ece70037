internal import LayFiles
internal import LayImages
internal import LayRuntime

/// What makes one layer of several.
extension Bindings {
    func installMerging(_ layers: TypeTable<Layer>) {
        let two = [
            Parameter("a", "a layer"), Parameter("b", "another one over the same files"),
        ]
        function(
            layer, "merge",
            NativeMember(
                "One layer of two over the same base; a path that both change is a Conflict.",
                two + [Parameter("prefer", "whose change is taken in a conflict: \"a\" or \"b\"")],
                example: """
                    let l = layer.merge(layer({"/a": "1"}), layer({"/a": "2", "/b": "2"}), prefer: "a")
                    l.changes.map(c => c.file.text)  # => ["1", "2"]
                    """
            ) { (_, first: Layer, second: Layer, prefer: String?) in
                try Layer.merge(first, second, preferring: prefer)
            })
        function(
            layer, "conflicts",
            NativeMember(
                "The paths of which two layers say different things, with the change of each.", two,
                example: """
                    let found = layer.conflicts(layer({"/a": "1"}), layer({"/a": nil}))
                    found.map(c => c["path"])  # => ["/a"]
                    """
            ) { (_, first: Layer, second: Layer) in
                TreeMerge(first.changes, second.changes).conflicts
            })
        function(
            layer, "squash",
            NativeMember(
                "One layer in the place of many.",
                [Parameter("layers", "the layers, the lowest first")],
                example: """
                    let l = layer.squash([layer({"/a": "1", "/b": "1"}), layer({"/a": "2"})])
                    l.changes.map(c => c.file.text)  # => ["2", "1"]
                    """
            ) { (_, layers: LayerList) in try Layer.squash(layers.layers) })
        layers.method(
            "squash", "One layer in the place of this one and those above it.",
            [Parameter("others", "the layers above it, the lowest first")],
            example: "layer({\"/a\": \"1\"}).squash(layer({\"/b\": \"2\"})).length  # => 2"
        ) { (_, layer, others: OtherLayers) in try Layer.squash([layer] + others.layers) }
    }
}
