internal import LayBounds
public import LayContainers
public import LayImages
internal import LayWorld

extension ContainerEngine {
    /// The image that FROM and `--from` mean by a name: one of the world, or Lay's own base.
    ///
    /// - Throws: `ImageError` of kind `NotFound` that names the ways to get one.
    public func baseImage(_ name: String) throws(ImageError) -> Image {
        do throws(ImageError) {
            return try world.image(name)
        } catch {
            if name == "toolbox" { return Toolbox.image }
            guard error.kind == .notFound else { throw error }
            throw .noBase(name)
        }
    }
}
