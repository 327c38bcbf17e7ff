//! What a reader's device is like: its width, its colours, its paper, whether it runs scripts.

use crate::browser::Browser;
use anyhow::Result;
use serde_json::json;

/// The colours a reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// The value of `prefers-color-scheme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Browser {
    /// Shows pages as on a device this wide and high, in CSS pixels; under 600 it is a telephone.
    pub fn emulate_size(&self, width_px: u32, height_px: u32) -> Result<()> {
        let metrics = json!({ "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": width_px < 600 });
        self.command("Emulation.setDeviceMetricsOverride", &metrics)?;
        Ok(())
    }

    /// Shows pages to a reader who asks for these colours.
    pub fn emulate_scheme(&self, scheme: Scheme) -> Result<()> {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme.name() });
        self.command("Emulation.setEmulatedMedia", &json!({ "media": "", "features": [feature] }))?;
        Ok(())
    }

    /// Shows pages as they would be printed.
    pub fn emulate_print(&self) -> Result<()> {
        self.command("Emulation.setEmulatedMedia", &json!({ "media": "print", "features": [] }))?;
        Ok(())
    }

    /// Runs no scripts on the pages opened from now on. [`Browser::execute`] goes on working.
    pub fn disable_scripts(&self) -> Result<()> {
        self.command("Emulation.setScriptExecutionDisabled", &json!({ "value": true }))?;
        Ok(())
    }
}
