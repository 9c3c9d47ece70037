internal import LayArchive
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    func name(of image: Image) -> String { world.name(of: image) }

    func installImages() {
        image.assignmentHelp =
            "an image never changes: img = img.write(path, text) gives another one"
        image.row = { [unowned self] _, value in
            guard let image: Image = content(value) else { return [] }
            return [
                name(of: image), image.id.short, Size.text(image.size),
                "\(image.layers.count) layers",
            ]
        }
        image.display = { [unowned self] _, value, isReadable in
            guard let image: Image = content(value) else { return "<image>" }
            if isReadable { return "<image \(name(of: image))>" }
            return draw(image)
        }
        image.equals = { [unowned self] _, a, b in
            guard let x: Image = content(a), let y: Image = content(b) else { return false }
            return x == y
        }
        image.contains = { [unowned self] _, path, value in
            guard let image: Image = content(value), path.tag == .string else { return false }
            return image.tree.contains(TreePath(path.text))
        }
        image.index = { [unowned self] _, value, key in
            guard let image: Image = content(value) else { return .nil }
            return try look(key, in: image.tree, "image \(name(of: image))")
        }
        image.combine = { [unowned self] _, sign, a, b in
            guard let x: Image = content(a) else { return nil }
            if sign == "+", let y: Layer = content(b) {
                return value(try keep(x.adding(y, created: world.timestamp)))
            }
            if sign == "-", let y: Image = content(b) { return value(try x.difference(from: y)) }
            return nil
        }
        vm.constructor(image, "reference") { [unowned self] call in
            value(try world.image(try call.string(0)))
        }
        installImageFunctions()
        vm.define("scratch", value(Image.scratch))
        vm.define("toolbox", value(Toolbox.image))
        installCreating(
            TypeTable<Image>(
                self, image,
                "An image: layers and a configuration, as one value that never changes."
            ))
        installImageProperties()
        installImageEdits()
        installImageInstructions()
        installImageCopying()
    }

    /// Keeps an image in the world, so that its id can be looked up.
    func keep(_ image: Image) -> Image {
        world.keep(image)
        return image
    }

    /// Registers a method that gives another image.
    func imageEdit(
        _ name: String, _ parameters: String,
        _ body: @escaping (Image, borrowing NativeCall) throws -> Image
    ) {
        method(image, name, parameters) { [unowned self] (image: Image, call) in
            value(keep(try body(image, call)))
        }
    }

    /// An image, or the one that a reference names.
    func imageArgument(_ call: borrowing NativeCall, _ index: Int) throws -> Image {
        if call[index].tag == .string { return try world.image(call[index].text) }
        guard let image: Image = content(call[index]) else {
            throw call.mismatch(index, "an image or its name")
        }
        return image
    }

    private func installImageFunctions() {
        vm.function(image, "load", "path tag? platform? name?") { [unowned self] call in
            let place = try readable(try call.string(0))
            let tag = try call.optionalString(1).map { try Reference($0) }
            let platform = try call.optionalString(2).map { try Platform($0) }
            let name = try call.optionalString(3)
            let reader = ImageReader(
                try hostFiles(), limits: host.archiveLimits, scratch: host.scratch)
            let readings = try host.tracking(.loading) {
                try reader.read(place, name: name, platform: platform)
            }
            for reading in readings {
                world.keep(reading.image, isListed: true)
                // A layout's name may be a tag alone, which names no image.
                if let name = reading.name, name.contains(":") || name.contains("/"),
                    let reference = try? Reference(name)
                {
                    try? world.tag(reading.image, reference)
                }
            }
            guard let first = readings.first else { return .nil }
            if let tag { try world.tag(first.image, tag) }
            return value(first.image)
        }
        vm.function(image, "remove", "reference force?") { [unowned self] call in
            let removal = try world.removeImage(try call.string(0), force: try call.flag(1))
            return vm.map([
                ("untagged", list(removal.untagged)),
                ("deleted", list(removal.deleted.map(\.description))),
            ])
        }
        vm.function(image, "prune", "all?") { [unowned self] call in
            let removal = world.pruneImages(all: try call.flag(0))
            return vm.map([
                ("images", list(removal.untagged + removal.deleted.map(\.description))),
                ("bytes", .int(removal.bytes)),
            ])
        }
    }

    /// The layer stack, top first, with sizes.
    private func draw(_ image: Image) -> String {
        var lines = [
            "\(name(of: image))  \(image.platform)  \(Size.text(image.size))  \(image.id.short)"
        ]
        for (index, layer) in image.layers.enumerated().reversed() {
            let size = Size.text(layer.size)
            lines.append(
                "  \(index)  \(String(repeating: " ", count: max(0, 9 - size.count)))\(size)  \(layer.createdBy.prefix(80))"
            )
        }
        return lines.joined(separator: "\n")
    }
}

/// Sizes as people read them.
enum Size {
    static func text(_ bytes: Int) -> String {
        var value = Double(bytes)
        for unit in ["B", "kB", "MB", "GB"] {
            if value < 1000 || unit == "GB" {
                let tenths = (value * 10).rounded() / 10
                return unit == "B" ? "\(bytes)B" : "\(tenths)\(unit)"
            }
            value /= 1000
        }
        return "\(bytes)B"
    }
}
