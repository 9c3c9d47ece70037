internal import LayArchive
internal import LayBounds
internal import LayFiles

extension Image {
    /// The stack of layers, top first, with their sizes, below a line for the image itself.
    public func drawing(named name: String) -> String {
        var lines = ["\(name.shown())  \(platform)  \(ByteSize.text(size))  \(id.short)"]
        for (index, layer) in layers.enumerated().reversed() {
            let size = ByteSize.text(layer.size)
            let padding = String(repeating: " ", count: max(0, 9 - size.count))
            // A layer's own display has all of it.
            let isCut = layer.createdBy.unicodeScalars.count > 80
            let origin = isCut ? layer.createdBy.prefix(79) + "…" : layer.createdBy[...]
            lines.append("  \(index)  \(padding)\(size)  \(String(origin).shown())")
        }
        return lines.joined(separator: "\n")
    }
}
