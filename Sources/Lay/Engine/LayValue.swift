public import LayFiles
public import LayImages

/// A value of the language as Swift sees it.
public enum LayValue: Sendable {
    case `nil`
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case bytes([UInt8])
    case list([LayValue])
    /// The entries in order.
    case map([(key: String, value: LayValue)])
    case image(Image)
    case layer(Layer)
    case tree(FileTree)
    /// A container, by its id.
    case container(id: String)
    /// A volume, by its name.
    case volume(name: String)
    /// Anything else, as it is displayed.
    case other(type: String, text: String)

    /// The image, if the value is one.
    public var image: Image? { if case .image(let image) = self { image } else { nil } }
    /// The text of a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The number of an int.
    public var int: Int? { if case .int(let number) = self { number } else { nil } }
}
