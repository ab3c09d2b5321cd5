//! The table that makes an object of the model.

/// Makes, from one table: the struct (every field optional), its reader, and [`super::Shape`], its description.
///
/// ```ignore
/// object! {
///     /// The control plane's machines.
///     pub struct MasterProfile {
///         /// Number of masters: 1, 3 or 5.
///         count: Option<i64> = "count" => Full;
///     }
/// }
/// ```
///
/// A field cannot be written without saying what `generate` makes of it ([`super::Support`]), so none is dropped in
/// silence.
macro_rules! object {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident {
            $(
                $(#[doc = $doc:literal])+
                $field:ident: $type:ty = $key:literal => $support:expr;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $(
                $(#[doc = $doc])+
                #[doc = concat!("\n\nWritten as `", $key, "`.")]
                pub $field: $type,
            )+
        }

        impl $name {
            /// The object's description.
            pub const SHAPE: &'static $crate::read::Shape = &$crate::read::Shape {
                name: stringify!($name),
                doc: concat!($($about),+).trim_ascii(),
                fields: &[$(
                    $crate::read::Field {
                        key: $key,
                        kind: <$type as $crate::read::Read>::KIND,
                        doc: concat!($($doc),+).trim_ascii(),
                        support: {
                            #[allow(unused_imports, reason = "not every table needs every word")]
                            use $crate::read::Support::*;
                            $support
                        },
                    },
                )+],
            };

            /// The object's kind.
            pub const KIND: $crate::read::Kind = $crate::read::Kind::Object(Self::SHAPE);

            /// An object in which nothing is written.
            pub const EMPTY: Self = Self { $($field: <$type as $crate::read::Read>::MISSING,)+ };
        }

        impl $crate::read::Item for $name {
            const KIND: $crate::read::Kind = Self::KIND;

            fn blank() -> Self {
                Self::EMPTY
            }

            fn read_item(node: &$crate::node::Node, cx: &mut $crate::read::Cx<'_>) -> Option<Self> {
                let mut nodes = $crate::read::members(node, Self::SHAPE, cx)?.into_iter();
                Some(Self { $($field: $crate::read::field(nodes.next().flatten(), $key, cx),)+ })
            }
        }
    };
}

pub(crate) use object;
